"""What is found by a part: the beginning of a code in the order of codes, ends of telephones, parcels without sheet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.access import roles_of
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries import worklist
from motcua.services.onestop.queries.searching import read_search
from motcua.services.onestop.queries.worklist import Wanted, matching, work_list
from motcua.services.onestop.states import Group, State
from tests.factories.onestop import NOW, Office, make_dossier

Queries = Callable[[int], Any]
LATER = NOW + timedelta(days=9)


def found(office: Office, term: str, *, after: str = "", **wanted: Any) -> worklist.Page:
    """Return what the leader finds."""
    asked = Wanted(term=term, **wanted)
    return work_list(staff=office.leader, roles=roles_of(office.leader, LATER), wanted=asked, now=LATER, after=after)


def codes(office: Office, term: str, **wanted: Any) -> list[str]:
    """Return their codes."""
    return [row.code for row in found(office, term, **wanted).rows]


@pytest.fixture
def month(office: Office) -> list[Dossier]:
    """Dossiers of one month, the first filed first; every second one is closed."""
    states = (State.IN_PROCESS, State.RETURNED) * 3
    return [make_dossier(office, state, now=NOW + timedelta(days=day)) for day, state in enumerate(states)]


def beginning(dossiers: list[Dossier]) -> str:
    """Return what the codes of a month share: the unit, the year and the month."""
    unit, day, _number = dossiers[0].code.rsplit("-", 2)
    return f"{unit}-{day[:4]}"


def test_the_beginning_of_a_code_lists_the_latest_code_first_what_runs_before_what_rests(
    office: Office, month: list[Dossier]
) -> None:
    running, resting = month[::2], month[1::2]
    wanted = [each.code for each in (*reversed(running), *reversed(resting))]
    page = found(office, beginning(month))
    assert ([row.code for row in page.rows], page.by_code) == (wanted, True)
    assert not found(office, "nguyen").by_code


def test_pages_of_codes_hold_every_row_once(
    office: Office, month: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 2)
    seen: list[str] = []
    key = ""
    for _page in range(4):
        page = found(office, beginning(month), after=key)
        seen, key = [*seen, *(row.code for row in page.rows)], page.next_key
        if not key:
            break
    assert (key, len(seen), set(seen)) == ("", 6, {each.code for each in month})


@pytest.mark.parametrize(("group", "rests"), [(Group.DONE, True), (Group.WORKING, False)])
def test_a_group_narrows_the_codes(office: Office, month: list[Dossier], group: Group, *, rests: bool) -> None:
    chosen = month[1::2] if rests else month[::2]
    assert codes(office, beginning(month), group=group.value) == [each.code for each in reversed(chosen)]


@pytest.mark.parametrize("rests", [False, True])
def test_the_index_finds_and_sorts_codes_at_once(office: Office, month: list[Dossier], *, rests: bool) -> None:
    """However many share the beginning, a page of them is read and no more."""
    wanted = Wanted(term=beginning(month))
    chosen = matching(staff=office.leader, roles=roles_of(office.leader, LATER), wanted=wanted, now=LATER, rests=rests)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = chosen.order_by("-code")[:51].explain()
    assert ("Index Scan Backward" in plan, "Sort" in plan) == (True, False)


@pytest.mark.parametrize(
    ("rests", "states"), [(False, {State.ACCEPTED}), (True, {State.RETURNED}), (None, {State.ACCEPTED, State.RETURNED})]
)
def test_words_are_found_in_the_half_that_is_meant_or_in_both(
    office: Office, *, rests: bool | None, states: set[State]
) -> None:
    made = [make_dossier(office, state) for state in (State.ACCEPTED, State.RETURNED)]
    assert made[0].search_key == made[1].search_key
    wanted, roles = Wanted(term=made[0].search_key), roles_of(office.leader, LATER)
    chosen = matching(staff=office.leader, roles=roles, wanted=wanted, now=LATER, rests=rests)
    assert {State(each.state) for each in chosen} == states


@pytest.mark.parametrize(
    ("term", "is_found"),
    [
        ("4567", True),
        ("34 567", True),
        ("0901 23", True),
        ("090123456", True),
        ("567", False),  # three digits end one number in a thousand
        ("0901", False),  # and so does the network's own number: as an end it is no other's
        ("9999", False),
        ("000000", False),
    ],
)
def test_a_telephone_is_found_by_its_last_or_first_digits(office: Office, term: str, *, is_found: bool) -> None:
    dossier = make_dossier(office, phone="0901234567")
    make_dossier(office, phone="0912340000", full_name="Trần Văn Bình")
    assert codes(office, term) == ([dossier.code] if is_found else [])


def test_digits_alone_are_still_the_beginning_of_a_code(office: Office) -> None:
    dossier = make_dossier(office)
    Dossier.objects.filter(pk=dossier.pk).update(code="03706/2026/07906")
    assert codes(office, "03706") == ["03706/2026/07906"]


@pytest.mark.parametrize("term", ["thửa 12", "Thửa đất số 12", "thửa 12 tờ 5"])
def test_a_parcel_is_found_without_its_sheet(office: Office, term: str) -> None:
    dossier, other = make_dossier(office), make_dossier(office)
    Dossier.objects.filter(pk=dossier.pk).update(search_key="nguyen thi anh thua12to5")
    Dossier.objects.filter(pk=other.pk).update(search_key="nguyen thi anh thua121to5")
    assert codes(office, term) == [dossier.code]


def test_whose_number_it_is_is_asked_once_for_the_whole_list(
    office: Office, django_assert_num_queries: Queries
) -> None:
    dossier = make_dossier(office, State.RETURNED, identity_number="079190012345")
    assert codes(office, "079190012345") == [dossier.code]
    roles = roles_of(office.leader, LATER)
    with CaptureQueriesContext(connection) as asked:
        read_search("079190012345")
    with django_assert_num_queries(len(asked) + 3):  # what runs, what rests, the names of units
        work_list(staff=office.leader, roles=roles, wanted=Wanted(term="079190012345"), now=LATER)


@pytest.mark.parametrize("written", ["{end}", " {end} ", "{end}."])
def test_the_day_and_number_of_a_code_as_people_read_them_out_find_it(office: Office, written: str) -> None:
    dossier = make_dossier(office)
    end = "-".join(dossier.code.split("-")[-2:])
    found = work_list(
        staff=office.leader,
        roles=roles_of(office.leader, NOW),
        wanted=Wanted(term=written.format(end=end)),
        now=NOW,
    )
    assert [row.code for row in found.rows] == [dossier.code]
