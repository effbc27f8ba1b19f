"""The draft of a filing with help as its pages show it, and the door to it: its helper's alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from motcua.foundation.audit.actor import Actor
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import service_is_live
from motcua.foundation.units.web.staff_only import StaffRequest, View, require_staff
from motcua.services.onestop.helping.access import require_capacity
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.models import HelpedFiling, ResultBy
from motcua.services.onestop.offers import SERVICE
from motcua.services.onestop.refusals import DraftExpired, UnitStopped
from motcua.services.onestop.web.public.drafts import DraftShown

P = ParamSpec("P")
FilingView = Callable[Concatenate[StaffRequest, HelpedFiling, P], HttpResponse]
FillingView = Callable[Concatenate[StaffRequest, DraftShown, P], HttpResponse]


@dataclass(frozen=True)
class HelpedShown(DraftShown):
    """A draft that somebody fills in for a citizen."""

    filing: HelpedFiling
    staff: Staff

    @property
    def helped(self) -> str:
        """Return for whom."""
        filing = self.filing
        return f"{filing.organisation} ({filing.full_name})" if filing.organisation else filing.full_name

    @property
    def home(self) -> str:
        """Return where the helper's filings are listed."""
        return reverse("helping:home")

    @property
    def by(self) -> Actor:
        """Return the helper."""
        return self.staff.as_actor()

    def address(self, page: str, *more: object) -> str:
        """Return the address of a page of this filing."""
        return reverse(f"helping:{page}", args=[self.filing.pk, *more])

    def submit(self, *, result_by: ResultBy, now: datetime) -> None:
        """Send it in the citizen's name. Raises what `submit_filing` does."""
        submit_filing(filing_id=self.filing.pk, result_by=result_by, by=self.staff, now=now)


def with_filing(view: FilingView[P]) -> View[...]:
    """Hand one's own filing to `view`; anybody else's does not exist, nor do the drafts of whoever left the team."""

    @wraps(view)
    def found(request: StaffRequest, /, filing: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        rows = HelpedFiling.objects.visible_to(request.roles).select_related(
            "dossier", "draft__procedure_version__procedure"
        )
        helped = rows.defer("draft__procedure_version__document").filter(pk=filing).first()
        if helped is None:
            raise Http404
        if helped.filed_at is None:
            require_capacity(team_id=helped.team_id, unit_id=helped.unit_id, by=request.staff, now=request.now)
        return view(request, helped, *args, **kwargs)

    return never_cache(require_staff(found))


def with_draft(view: FillingView[P]) -> View[...]:
    """Hand the draft of one's own filing to `view`, once the citizen has agreed and until it is filed."""

    @wraps(view)
    def shown(request: StaffRequest, helped: HelpedFiling, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        draft = helped.draft
        if helped.filed_at is not None or draft is None:
            return redirect("helping:confirmation", helped.pk)
        if helped.consented_at is None:
            return redirect("helping:code", helped.pk)
        if draft.expires_at < request.now:
            return refused_page(request, DraftExpired(), status=HTTPStatus.GONE)
        if not service_is_live(draft.unit_id, SERVICE, request.now):
            return refused_page(request, UnitStopped())
        name = unit_names([draft.unit_id], day_of(request.now)).get(draft.unit_id, "")
        page = HelpedShown(draft, draft.procedure_version.content, name, "", helped, request.staff)
        return view(request, page, *args, **kwargs)

    return with_filing(shown)
