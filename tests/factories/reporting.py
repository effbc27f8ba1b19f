"""Reports for tests: a district with adoptions and figures in the spring of 2019."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import Adoption, AdoptionEvent, AdoptionState
from motcua.replication.directives.models import Directive, DirectiveModel, DirectiveState
from motcua.replication.initiatives.models import Initiative
from motcua.replication.measures.models import MeasureDay
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.rules import period
from tests.factories.initiatives import make_initiative
from tests.factories.units import make_staff

MAY = datetime(2019, 5, 24, 9, 0, tzinfo=ZONE)
JULY = datetime(2019, 7, 2, 9, 0, tzinfo=ZONE)
HALF = period(ReportKind.HALF_YEAR, 2019, 1)
QUARTER = period(ReportKind.QUARTER, 2019, 2)


@dataclass(frozen=True)
class People:
    """Who writes and signs in a ward, and who sums up in the district."""

    leader: Staff
    specialist: Staff
    coordinator: Staff
    chair: Staff


def make_people(ward: Unit, district: Unit) -> People:
    """Return one of each."""
    return People(
        leader=make_staff(role=Role.LEADER, unit=ward, name="Lê Thị Bảy", title="Chủ tịch"),
        specialist=make_staff(role=Role.SPECIALIST, unit=ward, name="Phạm Văn Tám"),
        coordinator=make_staff(role=Role.COORDINATOR, unit=district, with_children=True),
        chair=make_staff(role=Role.LEADER, unit=district, name="Châu Văn La", title="Chủ tịch"),
    )


def make_report(unit: Unit, by: Staff, *, kind: ReportKind = ReportKind.HALF_YEAR, now: datetime = MAY) -> Report:
    """Return the draft of the first half of 2019, or of its second quarter."""
    return open_report(unit_id=unit.pk, period=HALF if kind is ReportKind.HALF_YEAR else QUARTER, by=by, now=now)


def make_standing(unit: Unit, initiative: Initiative, state: AdoptionState, *, at: datetime, owner: Staff) -> Adoption:
    """Return an adoption that has come to `state` at `at`, with the event that says so."""
    is_live = state in {AdoptionState.LIVE, AdoptionState.ASSESSED}
    adoption = Adoption.objects.create(
        initiative=initiative,
        unit=unit,
        owner=owner,
        state=state,
        planned_at=at,
        live_at=at if is_live else None,
        stopped_at=at if state is AdoptionState.STOPPED else None,
    )
    AdoptionEvent.objects.create(
        adoption=adoption, seq=1, at=at, kind="test", to_state=state, actor_kind="staff", actor_name=owner.full_name
    )
    return adoption


def make_order(issuer: Unit, initiative: Initiative, *takers: Unit, on: date = date(2019, 4, 9)) -> Directive:
    """Return a confirmed directive that tells `takers` to take the model over."""
    directive = Directive.objects.create(
        number=f"{initiative.pk}/UBND-CCHC",
        issued_on=on,
        issuer=issuer,
        subject="Nhân rộng mô hình",
        state=DirectiveState.CONFIRMED,
        confirmed_at=datetime(on.year, on.month, on.day, 8, tzinfo=ZONE),
    )
    line = DirectiveModel.objects.create(directive=directive, position=1, initiative=initiative)
    line.takers.set(takers)
    return directive


def make_figure(unit: Unit, measure: str, day: date, value: int) -> None:
    """Keep what a unit did on a day."""
    MeasureDay.objects.create(unit=unit, service="onestop", measure=measure, day=day, value=value)


def make_model(origin: Unit, keeper: Unit, code: str = "R2") -> Initiative:
    """Return a model that is recognised; who is to take it over, an order says (`make_order`)."""
    return make_initiative(origin=origin, keeper=keeper, code=code)
