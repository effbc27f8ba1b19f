"""Studies of effect: the list, asking, one answer with picture, table and sentence."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.effects import queries
from motcua.replication.effects.actions.ask_for_study import ask_for_study
from motcua.replication.effects.models import EffectStudy
from motcua.replication.effects.picture import month_label, picture
from motcua.replication.effects.rules import Missing, sentence
from motcua.replication.effects.web.forms import StudyForm
from motcua.services.registry import Measure, service


@require_safe
@require_role(*WATCHERS)
def studies(request: StaffRequest) -> HttpResponse:
    """List the studies in reach."""
    found = queries.studies(roles=request.roles)
    rows = [(one, _measure(one)) for one in found]
    context = {"rows": rows, "may_ask": request.roles.somewhere(Role.COORDINATOR)}
    return render(request, "effects/studies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def ask(request: StaffRequest) -> HttpResponse:
    """Ask for a study; its progress is shown."""
    form = StudyForm(
        request.POST or None,
        authorities=queries.authorities(request.roles, request.now),
        subjects=queries.studied_models(),
        today=day_of(request.now),
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "effects/ask.html", {"form": form}, status=200 if request.method != "POST" else 422)
    run = ask_for_study(question=form.question, by=request.staff, now=request.now)
    return redirect("runs:run", run.pk)


@require_safe
@require_role(*WATCHERS)
def study(request: StaffRequest, study_id: int) -> HttpResponse:
    """Show one answer."""
    found = EffectStudy.objects.visible_to(request.roles).select_related("initiative", "by").filter(pk=study_id).first()
    if found is None:
        raise Http404
    measure, answer = _measure(found), found.answer
    context = {
        "study": found,
        "measure": measure,
        "authority": unit_names([found.authority_id], day_of(request.now))[found.authority_id],
        "answer": answer,
        "missing": "",
        "sentence": "",
        "picture": None,
        "month_label": month_label,
    }
    if answer["missing"]:
        context["missing"] = Missing(**answer["missing"]).text
    else:
        overall = answer["overall"]
        context["sentence"] = sentence(
            overall["effect"], overall["low"], overall["high"], name=str(measure.name), unit=str(measure.unit)
        )
        context["picture"] = picture(answer["by_month"])
    return render(request, "effects/study.html", context)


def _measure(study: EffectStudy) -> Measure:
    return next(one for one in service(study.service).measures if one.code == study.measure)
