"""The work list: only one's own, next due first, narrowed, page by page, in a fixed number of queries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries import worklist
from motcua.services.onestop.queries.dossier import dossier_page
from motcua.services.onestop.queries.figures import FIGURES, figures_of, rows_behind
from motcua.services.onestop.queries.worklist import Wanted, work_list
from motcua.services.onestop.states import Group, State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff

Queries = Callable[[int], Any]


def listed(staff: Staff, *, now: datetime = NOW, after: str = "", **wanted: Any) -> worklist.Page:
    return work_list(staff=staff, roles=roles_of(staff, now), wanted=Wanted(**wanted), now=now, after=after)


def codes(staff: Staff, *, now: datetime = NOW, **wanted: Any) -> list[str]:
    return [row.code for row in listed(staff, now=now, **wanted).rows]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_number_of_queries_however_long(
    office: Office, django_assert_num_queries: Queries, count: int
) -> None:
    for _ in range(count):
        make_dossier(office, State.IN_PROCESS)
    listed(office.specialist)
    roles = roles_of(office.specialist, NOW)
    with django_assert_num_queries(3):  # what runs, what rests, the names of units
        page = work_list(staff=office.specialist, roles=roles, wanted=Wanted(), now=NOW)
    assert len(page.rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_dossier_costs_the_same_number_of_queries_however_much_is_in_it(
    office: Office, django_assert_max_num_queries: Queries, count: int
) -> None:
    dossier = make_dossier(office, State.RETURNED if count == 3 else State.ACCEPTED)
    roles = roles_of(office.receptionist, NOW)
    with django_assert_max_num_queries(12):
        page = dossier_page(code=dossier.code, roles=roles, now=NOW)
    assert page.dossier.pk == dossier.pk


def test_strangers_see_nothing_and_find_nothing(office: Office) -> None:
    dossier = make_dossier(office)
    stranger = make_staff(role=Role.RECEPTIONIST)
    assert codes(stranger) == codes(stranger, term=dossier.code) == codes(stranger, unit_id=office.unit.pk) == []
    with pytest.raises(Dossier.DoesNotExist):
        dossier_page(code=dossier.code, roles=roles_of(stranger, NOW), now=NOW)


@pytest.mark.parametrize("role", Role)
def test_who_reads_dossiers_of_the_unit(office: Office, role: Role) -> None:
    dossier = make_dossier(office)
    expected = [] if role in {Role.VOLUNTEER, Role.ADMINISTRATOR, Role.COORDINATOR} else [dossier.code]
    assert codes(make_staff(role=role, unit=office.unit)) == expected


def test_what_is_due_next_comes_first(office: Office) -> None:
    made = [make_dossier(office, now=NOW + timedelta(days=days)) for days in (2, 0, 1)]
    assert codes(office.leader) == [made[1].code, made[2].code, made[0].code]


def test_what_rests_comes_after_all_that_runs_however_late_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result that nobody fetches is due before everything else for ever: it may not bury what is late."""
    monkeypatch.setattr(worklist, "PAGE", 2)
    states = (State.DECIDED, State.AWAITING_SUPPLEMENT, State.IN_PROCESS, State.SUBMITTED, State.ACCEPTED)
    fetchable, paused, late, new, fresh = (
        make_dossier(office, state, now=NOW + timedelta(days=days)).code for days, state in enumerate(states)
    )
    seen: list[str] = []
    key, then = "", NOW + timedelta(days=40)
    for _page in range(3):
        page = listed(office.leader, now=then, after=key)
        seen, key = [*seen, *(row.code for row in page.rows)], page.next_key
    # a new filing is answered within hours: it is due before what was accepted earlier
    assert seen == [new, late, fresh, fetchable, paused]
    assert key == ""


@pytest.mark.parametrize("key", ["x", "~", "2019-04-08T08:30:00+07:00~", "\x00~1"])
def test_a_key_that_was_made_up_begins_at_the_top(office: Office, key: str) -> None:
    dossier = make_dossier(office)
    assert [row.code for row in listed(office.leader, after=key).rows] == [dossier.code]


def test_closed_dossiers_are_found_by_their_group_and_not_listed_otherwise(office: Office) -> None:
    made = {state: make_dossier(office, state).code for state in State}
    assert set(codes(office.leader)) == {
        made[state] for state in State if state not in {State.RETURNED, State.REJECTED, State.WITHDRAWN, State.STOPPED}
    }
    assert set(codes(office.leader, group=Group.PAUSED.value)) == {
        made[State.AWAITING_SUPPLEMENT],
        made[State.AWAITING_PAYMENT],
        made[State.ON_HOLD],
    }
    assert codes(office.leader, group=Group.WAITING.value) == [made[State.SUBMITTED]]
    assert codes(office.leader, group=Group.REFUSED.value) == [made[State.REJECTED]]


def test_late_red_and_amber_by_working_time_and_a_paused_one_is_calm(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    paused = make_dossier(office, State.AWAITING_SUPPLEMENT)
    second = timedelta(seconds=1)
    for word, moment in (
        ("amber", dossier.amber_at + second),
        ("red", dossier.red_at + second),
        ("late", dossier.next_due_at + second),
    ):
        assert codes(office.leader, now=moment, urgency=word) == [dossier.code]
        rows = {row.code: row.urgency for row in listed(office.leader, now=moment).rows}
        assert rows == {dossier.code: word, paused.code: ""}
    assert codes(office.leader, urgency="late") == []


def test_mine_and_nobodys(office: Office) -> None:
    mine, free = (make_dossier(office, State.IN_PROCESS) for _ in range(2))
    take_dossier(dossier_id=mine.pk, by=office.specialist, now=NOW)
    assert codes(office.specialist, holder="me") == [mine.code]
    assert codes(office.specialist, holder="nobody") == [free.code]


@pytest.mark.parametrize(
    ("term", "is_found"),
    [
        ("nguyen", True),
        ("Ánh", True),
        ("anh thi", True),
        ("Nguyễn Thị Á", True),
        ("thi x", False),
        ("%", False),
        ("' OR 1=1", False),
    ],
)
def test_names_are_found_by_any_words_without_diacritics(office: Office, term: str, is_found: bool) -> None:
    dossier = make_dossier(office, State.RETURNED)
    assert codes(office.leader, term=term) == ([dossier.code] if is_found else [])


def test_a_dossier_is_found_by_the_beginning_of_its_code(office: Office) -> None:
    dossier = make_dossier(office)
    for term in (dossier.code, dossier.code.lower(), dossier.code[:12]):
        assert codes(office.leader, term=term) == [dossier.code]
    assert codes(office.leader, term="999") == []


def test_a_scanned_receipt_finds_its_dossier_and_a_strangers_does_not(office: Office) -> None:
    dossier = make_dossier(office, State.RETURNED)
    for term in (dossier.token, dossier.look_up_address, dossier.token.lower().replace("-", " ")):
        assert codes(office.receptionist, term=term) == [dossier.code]
    assert codes(make_staff(role=Role.RECEPTIONIST), term=dossier.token) == []


def test_pages_hold_every_row_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {make_dossier(office).code for _ in range(5)}
    monkeypatch.setattr(worklist, "PAGE", 2)
    seen: list[str] = []
    key = ""
    for _ in range(4):
        page = listed(office.leader, after=key)
        seen += [row.code for row in page.rows]
        key = page.next_key
        if not key:
            break
    assert (len(seen), set(seen)) == (5, made)


@pytest.mark.parametrize("urgency", ["", "late", "red", "amber"])
def test_what_is_due_in_several_months_stands_in_order_of_its_due_time_page_by_page(
    office: Office, monkeypatch: pytest.MonkeyPatch, urgency: str
) -> None:
    for days in (31, 0, 15, 45, 3, 13, 0, 30, 15, 14, 15):  # 10 working days: due from April to June
        make_dossier(office, State.IN_PROCESS, now=NOW + timedelta(days=days))
    now = NOW + timedelta(days=21)
    expected = [
        dossier.code
        for dossier in Dossier.objects.order_by("next_due_at", "id")
        if urgency in {"", worklist.urgency_of(dossier, now)}
    ]
    monkeypatch.setattr(worklist, "PAGE", 2)
    pages = [listed(office.leader, now=now, urgency=urgency)]
    while pages[-1].next_key:
        pages.append(listed(office.leader, now=now, urgency=urgency, after=pages[-1].next_key))
    assert len({dossier.due_order for dossier in Dossier.objects.all()}) == 3
    assert expected
    assert [row.code for page in pages for row in page.rows] == expected


def test_what_is_over_comes_last_due_first_page_by_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "PAGE", 2)
    made = [make_dossier(office, State.RETURNED, now=NOW + timedelta(days=days)).code for days in (0, 2, 1, 0)]
    later = NOW + timedelta(days=60)
    first = listed(office.leader, now=later, group=Group.DONE.value)
    second = listed(office.leader, now=later, group=Group.DONE.value, after=first.next_key)
    assert [row.code for row in first.rows + second.rows] == [made[1], made[2], made[3], made[0]]
    assert second.next_key == ""


def test_every_figure_equals_the_rows_behind_it(office: Office) -> None:
    for state in State:
        make_dossier(office, state)
    now = NOW + timedelta(days=60)
    reach = worklist.reach(roles_of(office.leader, now))
    span: dict[str, Any] = {"since": NOW.date(), "until": now.date(), "now": now}
    figures = figures_of(reach, **span)
    for word in FIGURES:
        rows = set(rows_behind(reach, word, **span).values_list("code", flat=True))
        assert figures.total[word] == len(rows)
        assert set(codes(office.leader, now=now, figure=word, since=span["since"], until=span["until"])) == rows
    assert figures.total["received"] == len(State)
    assert figures.total["in_time"] == 2


def test_the_rows_behind_a_figure_are_narrowed_to_a_state_group(office: Office) -> None:
    for state in (State.IN_PROCESS, State.RETURNED, State.RETURNED):
        make_dossier(office, state)
    span: dict[str, Any] = {
        "figure": "received",
        "since": NOW.date(),
        "until": NOW.date(),
        "now": NOW + timedelta(days=1),
    }
    assert len(codes(office.leader, **span)) == 3
    assert len(codes(office.leader, group=Group.DONE.value, **span)) == 2
