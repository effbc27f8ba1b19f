"""One form on a page of its own: shown, sent, refused, or done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.replication.followup.refusals import Conflict

CONFLICT = 409
WRONG = 422


@dataclass(frozen=True)
class Asked:
    """A form's page: its title, the words above it, the way back, the label of its button, what to say when done."""

    title: StrOrPromise
    back: str
    done: StrOrPromise = ""
    about: StrOrPromise = ""
    label: StrOrPromise = ""
    tone: str = "primary"
    then: str = ""
    template: str = "followup/act.html"
    more: dict[str, object] = field(default_factory=dict)


def answer(
    request: StaffRequest, asked: Asked, form: forms.Form, run: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Return the page of the form, or do what it asks for and go on.

    The second of two people gets a page with what the first has changed and with what they typed themselves; a
    refusal stands above the form; what is out of reach is 404.
    """
    if request.method == "POST" and form.is_valid():
        try:
            run(form.cleaned_data)
        except ObjectDoesNotExist as unknown:
            raise Http404 from unknown
        except NotAllowed:
            raise
        except Conflict as conflict:
            context = {"asked": asked, "conflict": conflict, "typed": _typed(form)}
            return render(request, "followup/conflict.html", context, status=CONFLICT)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, str(asked.done) or _("Đã ghi: %(act)s.") % {"act": asked.title})
            return redirect(asked.then or asked.back)
    context = {"asked": asked, "form": form, **asked.more}
    return render(request, asked.template, context, status=WRONG if form.errors else 200)


def _typed(form: forms.Form) -> list[tuple[str, str]]:
    """Return the words that were typed, by the names of the questions."""
    return [
        (str(bound.label), str(bound.data))
        for bound in form.visible_fields()
        if isinstance(bound.data, str) and bound.data.strip()
    ]
