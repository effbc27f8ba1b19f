"""What a member of staff has to do: the open dossiers in reach, page by page without counting them.

What runs comes before what rests (paused, decided and waiting to be fetched, closed), and then what is due next; what
is found by the beginning of its code stands in the order of codes, the latest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.months import month_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.figures.access import may_read_officers
from motcua.services.onestop.models import Dossier, Procedure, ProcedureOffer
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.figures import rows_behind
from motcua.services.onestop.queries.predecessors import of_predecessors
from motcua.services.onestop.queries.searching import Search, read_search
from motcua.services.onestop.states import CLOSED, DONE, PAUSED, RUNNING, Group, State

PAGE = 50
RESTING = "~r"  # ends the key of a page whose last row rests
GROUPS: dict[str, frozenset[State]] = {
    Group.WAITING.value: frozenset({State.SUBMITTED}),
    Group.WORKING.value: frozenset({State.ACCEPTED, State.IN_PROCESS}),
    Group.PAUSED.value: PAUSED,
    Group.DONE.value: DONE,
    Group.REFUSED.value: frozenset({State.REJECTED}),
}
URGENCIES = frozenset({"late", "red", "amber"})
Order = tuple[str, ...]
NEXT: Order = ("due_order", "next_due_at", "id")
_NEWEST: Order = ("-due_order", "-next_due_at", "-id")
_BY_CODE: Order = ("-code",)
OVER = {Group.DONE.value, Group.REFUSED.value}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. Empty words narrow nothing.

    `group`: a report group; without one, a term and a figure the open dossiers. `urgency`: late, red or amber.
    `holder`: me or nobody. `figure` with `since` and `until`: the rows behind a figure (see `figures`) or a measure,
    with `officer_id` those of one officer (0: of nobody), with `stay` those that had been in a step. `channel`: how
    they came in.
    """

    group: str = ""
    procedure: str = ""
    urgency: str = ""
    holder: str = ""
    term: str = ""
    unit_id: int | None = None
    figure: str = ""
    since: date | None = None
    until: date | None = None
    channel: str = ""
    officer_id: int | None = None
    stay: str = ""


@dataclass(frozen=True)
class Row:
    """One dossier of the list."""

    id: int
    code: str
    title: str
    applicant: str
    state: State
    office: str
    holder: str
    due_at: datetime | None  # None: the clock stands still
    left: WorkingTime | None
    urgency: str
    is_helped: bool  # somebody filed it for the applicant
    is_objected: bool  # and the applicant says they never agreed


@dataclass(frozen=True)
class Page:
    """Rows and the key from which the next page goes on ("" = there is none); `by_code`: in the order of codes."""

    rows: tuple[Row, ...]
    next_key: str
    by_code: bool


def work_list(*, staff: Staff, roles: RoleSet, wanted: Wanted, now: datetime, after: str = "") -> Page:
    """Return a page of dossiers in reach of `roles` as `wanted`; `after` is the last page's key.

    What runs before what rests, then next due first; of what is over, last due first; by the beginning of a code,
    the latest code first. A closed dossier of a unit that ended is found at its successor by its whole code.
    """
    sought = read_search(wanted.term) if wanted.term else None
    order = _order(wanted, sought)
    found: list[Dossier] = []
    for rests in _parts(wanted):
        if len(found) > PAGE or (not rests and after.endswith(RESTING)):
            continue
        chosen = matching(roles=roles, staff=staff, wanted=wanted, now=now, rests=rests, sought=sought).filter(
            Q() if rests and not after.endswith(RESTING) else _beyond(after, order)
        )
        found += _rows(chosen, order, PAGE + 1 - len(found))
    if not found and sought is not None and sought.one is not None and wanted == Wanted(term=wanted.term):
        found = _rows(of_predecessors(roles, now=now).filter(sought.one), order, 1)
    names = unit_names({dossier.office_unit_id for dossier in found}, day_of(now))
    rows = tuple(_row(dossier, names, now) for dossier in found[:PAGE])
    next_key = key_of(found[PAGE - 1], order) if len(found) > PAGE else ""
    return Page(rows, next_key, by_code=order == _BY_CODE)


def _order(wanted: Wanted, sought: Search | None) -> Order:
    if sought is not None and sought.by_code:
        return _BY_CODE
    return _NEWEST if wanted.group in OVER else NEXT


def _parts(wanted: Wanted) -> tuple[bool, ...]:
    """Return what is read one after the other: what runs (False), what rests (True)."""
    if wanted.group and not wanted.figure:  # its states all run or all rest
        runs = GROUPS.get(wanted.group, frozenset()) <= RUNNING
        return (not runs,)
    return (False,) if wanted.urgency in URGENCIES else (False, True)


def _rows(chosen: QuerySet[Dossier], order: Order, most: int) -> list[Dossier]:
    """Return the first of `chosen`, which are picked first: of all that is sorted, few are read with all they name."""
    columns = ("code", "state", "next_due_at", "amber_at", "red_at", "closed_at", "is_resting", "helper", "objected_at")
    related = ("office_unit", "deciding_unit", "procedure__title_vi", "procedure__title_en")
    people = ("declared_name", "applicant__full_name", "holder__full_name")
    picked = Dossier.objects.filter(pk__in=chosen.order_by(*order).values("pk")[:most]).order_by(*order)
    return list(picked.select_related("procedure", "applicant", "holder").only(*columns, *related, *people))


def matching(
    *,
    staff: Staff,
    roles: RoleSet,
    wanted: Wanted,
    now: datetime,
    rests: bool | None = None,
    sought: Search | None = None,
) -> QuerySet[Dossier]:
    """Return the dossiers in reach of `roles` that `wanted` describes, unordered; of these what rests, or what runs.

    `sought` is its term when that has been read already.
    """
    chosen = reach(roles, wanted.unit_id)
    if wanted.figure:
        chosen = _behind(chosen, roles, wanted, now)
    if wanted.group:
        chosen = _grouped(chosen, wanted.group, rests=rests)
    elif not wanted.figure and not wanted.term and rests is not False:
        chosen = chosen.filter(closed_at__isnull=True)
    if rests is not None:
        chosen = chosen.filter(is_resting=rests)
    chosen = _urgent(chosen, wanted.urgency, now)
    if wanted.procedure:
        chosen = chosen.filter(procedure__slug=wanted.procedure)
    if wanted.channel:
        chosen = chosen.filter(channel=wanted.channel)
    if wanted.holder:
        chosen = chosen.filter(holder=staff if wanted.holder == "me" else None)
    return (sought or read_search(wanted.term)).among(chosen, rests=rests) if wanted.term else chosen


def _grouped(chosen: QuerySet[Dossier], group: str, *, rests: bool | None) -> QuerySet[Dossier]:
    states = GROUPS.get(group, frozenset())
    found = chosen.filter(state__in=sorted(states))
    # of what rests said twice, for the index is of what is open
    return found.filter(closed_at__isnull=True) if rests and not states & CLOSED else found


def _behind(chosen: QuerySet[Dossier], roles: RoleSet, wanted: Wanted, now: datetime) -> QuerySet[Dossier]:
    """Return the rows behind a figure; those of one officer only to whoever may see the figures of persons."""
    unit_id = wanted.unit_id
    if wanted.officer_id is not None and (unit_id is None or not may_read_officers(roles, unit_id)):
        return chosen.none()
    return rows_behind(
        chosen,
        wanted.figure,
        since=wanted.since,
        until=wanted.until,
        now=now,
        unit_id=unit_id,
        officer_id=wanted.officer_id,
        stay=wanted.stay,
    )


def reach(roles: RoleSet, unit_id: int | None = None) -> QuerySet[Dossier]:
    """Return the dossiers in reach of `roles`, of one of their units when it is named."""
    if unit_id is None:
        return Dossier.objects.visible_to(roles)
    if unit_id not in roles.unit_ids(*READERS):
        return Dossier.objects.none()
    return Dossier.objects.filter(Q(receiving_unit=unit_id) | Q(deciding_unit=unit_id))


def key_of(dossier: Dossier, order: Order = NEXT) -> str:
    """Return the place of a dossier in the list, to go on after it."""
    place = dossier.code if order == _BY_CODE else f"{dossier.next_due_at.isoformat()}~{dossier.pk}"
    return f"{place}{RESTING if dossier.is_resting else ''}"


def urgency_of(dossier: Dossier, now: datetime) -> str:
    """Return late, red, amber, or "" for calm; a dossier whose clock stands still is calm."""
    if State(dossier.state) not in RUNNING:
        return ""
    for word, moment in (("late", dossier.next_due_at), ("red", dossier.red_at), ("amber", dossier.amber_at)):
        if now > moment:
            return word
    return ""


def _urgent(chosen: QuerySet[Dossier], urgency: str, now: datetime) -> QuerySet[Dossier]:
    if urgency not in URGENCIES:
        return chosen
    running = chosen.filter(is_resting=False)
    if urgency == "late":
        return running.filter(due_order__lte=month_of(now), next_due_at__lt=now)
    # that this month begins with them is not said: the database would take it for rarer than it is, and sort all
    if urgency == "red":
        return running.filter(red_at__lt=now, next_due_at__gte=now)
    return running.filter(amber_at__lt=now, red_at__gte=now)


def _beyond(key: str, order: Order) -> Q:
    """Return what comes after a key. The bound on `due_order` lets the index begin there, or within a month before."""
    place = key.removesuffix(RESTING)
    if order == _BY_CODE:
        return Q(code__lt=place) if place else Q()
    moment, _, number = place.partition("~")
    try:
        due, last = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return Q()
    if order == _NEWEST:
        return Q(due_order__lte=due) & (Q(next_due_at__lt=due) | Q(next_due_at=due, id__lt=last))
    begin = due if key.endswith(RESTING) else month_of(due)
    return Q(due_order__gte=begin) & (Q(next_due_at__gt=due) | Q(next_due_at=due, id__gt=last))


def _row(dossier: Dossier, names: dict[int, str], now: datetime) -> Row:
    runs = State(dossier.state) in RUNNING
    return Row(
        id=dossier.pk,
        code=dossier.code,
        title=dossier.procedure.title_here,
        applicant=dossier.applicant_name,
        state=State(dossier.state),
        office=names.get(dossier.office_unit_id, ""),
        holder=dossier.holder.full_name if dossier.holder else "",
        due_at=None if dossier.state in PAUSED else dossier.next_due_at,
        left=working_time_left(unit_id=dossier.deciding_unit_id, now=now, due=dossier.next_due_at) if runs else None,
        urgency=urgency_of(dossier, now),
        is_helped=bool(dossier.helper),
        is_objected=dossier.objected_at is not None,
    )


def procedures_offered(roles: RoleSet) -> list[tuple[str, str]]:
    """Return slug and title of the procedures that the units in reach receive or decide, for the filter."""
    units = roles.unit_ids(*READERS)
    offers = ProcedureOffer.objects.filter(Q(unit__in=units) | Q(deciding_unit__in=units))
    offered = Procedure.objects.filter(pk__in=offers.values("procedure"))
    return sorted(((each.slug, each.title_here) for each in offered), key=lambda pair: listing_key(pair[1]))
