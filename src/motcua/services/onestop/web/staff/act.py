"""Do one act with one dossier: its form on a page of its own, or at once by its button."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.access import may
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.dossier import DossierPage
from motcua.services.onestop.refusals import Conflict
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.acts import ACTS, Act, Pressed
from motcua.services.onestop.web.staff.dossier import page_or_404
from motcua.services.onestop.web.staff.forms import ActForm
from motcua.services.onestop.web.staff.voice import offer_voice

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
def act(request: StaffRequest, code: str, slug: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/<act>/`: the second of two people sees what the first has changed."""
    chosen = ACTS.get(slug)
    if chosen is None:
        raise Http404
    page = page_or_404(request, code)
    # sent again after a broken connection: what was done the first time may have moved it out of their hands
    changed = _changed(request, page)
    if not may(request.roles, page.dossier, chosen.action):
        if changed is not None:
            return _show_conflict(request, page, chosen, changed, chosen.form(request.POST, page=page))
        raise Http404
    if chosen.action not in page.acts and request.method != "POST":
        return redirect("onestop_staff:dossier", code)
    if request.method != "POST":
        return _show(request, page, chosen, chosen.form(page=page))
    form = chosen.form(request.POST, request.FILES, page=page)
    if not form.is_valid():
        if changed is not None:
            return _show_conflict(request, page, chosen, changed, form)
        return _show(request, page, chosen, form)
    return _do(request, page, chosen, form)


def _do(request: StaffRequest, page: DossierPage, chosen: Act, form: ActForm) -> HttpResponse:
    try:
        chosen.run(Pressed(request, page, form))
    except Dossier.DoesNotExist as unknown:
        raise Http404 from unknown
    except Conflict as conflict:
        return _show_conflict(request, page, chosen, conflict, form)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _show(request, page, chosen, form)
    if chosen.action is Action.RETURN:
        offer_voice(request, page.dossier)
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.label})
    return redirect("onestop_staff:dossier", page.dossier.code)


def _changed(request: StaffRequest, page: DossierPage) -> Conflict | None:
    """Return what has happened since the version that was sent, None when nothing has."""
    version = request.POST.get("version", "")
    if not version.isdecimal() or int(version) >= page.dossier.version:
        return None
    return Conflict(list(page.dossier.events.filter(seq__gt=int(version))))


def _show_conflict(
    request: StaffRequest, page: DossierPage, chosen: Act, conflict: Conflict, form: ActForm
) -> HttpResponse:
    first = conflict.events[0] if conflict.events else None
    is_own = first is not None and (first.kind, first.actor_staff_id) == (chosen.action, request.staff.pk)
    context = {"dossier": page.dossier, "conflict": conflict, "act": chosen, "typed": _typed(form), "is_own": is_own}
    return render(request, "onestop/staff/conflict.html", context, status=CONFLICT, using="jinja2")


def _typed(form: ActForm) -> list[tuple[str, str]]:
    """Return what was typed, by the names of the questions, so that nobody has to think of it again."""
    typed = []
    for bound in form.visible_fields():
        if bound.name in form.wordless:
            continue
        choices: dict[str, object] = {}
        if isinstance(bound.field, forms.ChoiceField):
            choices = {str(key): label for key, label in bound.field.widget.choices}
        given = bound.data if isinstance(bound.data, list) else [bound.data]
        words = ", ".join(str(choices.get(one, one)) for one in given if isinstance(one, str) and one)
        if words:
            typed.append((str(bound.label), words))
    return typed


def _show(request: StaffRequest, page: DossierPage, chosen: Act, form: ActForm) -> HttpResponse:
    context = {"page": page, "dossier": page.dossier, "act": chosen, "form": form}
    status = 400 if form.errors else 200
    return render(request, "onestop/staff/act.html", context, status=status, using="jinja2")
