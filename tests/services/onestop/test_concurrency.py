"""Many hands at once: one dossier for one filing, one writer at a time, and what goes wrong without the guard."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from unittest.mock import patch

import pytest
from django.db import IntegrityError, OperationalError, connection

from motcua.foundation.audit.verify import broken_links
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.enter_at_counter import enter_at_counter
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, Draft, SubmissionKey
from motcua.services.onestop.refusals import Conflict, NotNow
from motcua.services.onestop.states import State
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier, make_draft, make_entry, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 6
T = TypeVar("T")


def at_once(act: Callable[[], T]) -> list[T | BaseException]:
    """Return what each of several hands got that acted at the same moment."""
    barrier = Barrier(HANDS)

    def one(_number: int) -> T | BaseException:
        try:
            barrier.wait()
            return act()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(one, range(HANDS)))


@pytest.fixture
def place() -> Office:
    return make_office()


def test_a_draft_submitted_by_many_presses_makes_one_dossier(place: Office) -> None:
    draft = make_draft(place)
    got = at_once(lambda: submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW).pk)
    assert len(set(got)) == 1
    assert Dossier.objects.count() == 1


def test_without_the_lock_on_the_draft_it_would_make_several(place: Office) -> None:
    draft = make_draft(place)

    def unlocked(draft_id: object, *, now: object) -> Draft:
        return Draft.objects.select_related("procedure_version__procedure").get(pk=draft.pk)

    with patch("motcua.services.onestop.actions.submit_dossier.locked_draft", unlocked):
        at_once(lambda: submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW).pk)
    assert Dossier.objects.count() > 1


def test_a_counter_form_sent_many_times_at_once_makes_one_dossier(place: Office) -> None:
    entry = make_entry(place)
    got = at_once(lambda: enter_at_counter(entry=entry, by=place.receptionist, now=NOW).pk)
    assert len(set(got)) == 1
    assert Dossier.objects.count() == 1


def test_without_the_lock_on_the_key_the_database_still_lets_one_through(place: Office) -> None:
    entry = make_entry(place)

    def unlocked(*, scope: str, key: str) -> SubmissionKey | None:
        return SubmissionKey.objects.select_related("dossier").filter(scope=scope, key=key).first()

    with patch("motcua.services.onestop.actions.enter_at_counter.kept_dossier", unlocked):
        got = at_once(lambda: enter_at_counter(entry=entry, by=place.receptionist, now=NOW).pk)
    assert [type(each) for each in got if isinstance(each, BaseException)].count(IntegrityError) >= 1
    assert Dossier.objects.count() == 1


def test_many_clerks_accepting_one_dossier_accept_it_once(place: Office) -> None:
    dossier = make_dossier(place, State.SUBMITTED)
    got = at_once(lambda: accept_dossier(dossier_id=dossier.pk, by=place.receptionist, now=NOW).pk)
    assert [type(each) for each in got if isinstance(each, BaseException)] == [NotNow] * (HANDS - 1)
    assert dossier.events.count() == 2


def test_of_many_who_read_the_same_version_one_writes_and_the_others_see_what_changed(place: Office) -> None:
    dossier = make_dossier(place, State.SUBMITTED)
    got = at_once(lambda: accept_dossier(dossier_id=dossier.pk, by=place.receptionist, now=NOW, expected_version=1).pk)
    conflicts = [each for each in got if isinstance(each, Conflict)]
    assert len(conflicts) == HANDS - 1
    assert {tuple(event.kind for event in conflict.events) for conflict in conflicts} == {("accept",)}


def test_entries_and_acceptances_at_one_counter_do_not_wait_for_each_other_forever(place: Office) -> None:
    waiting = [make_dossier(place, State.SUBMITTED).pk for _ in range(HANDS)]

    def work() -> int:
        accepted = accept_dossier(dossier_id=waiting.pop(), by=place.receptionist, now=NOW)
        enter_at_counter(entry=make_entry(place), by=place.receptionist, now=NOW)
        return accepted.pk

    got = at_once(work)
    assert [each for each in got if isinstance(each, BaseException)] == []
    assert Dossier.objects.filter(state=State.ACCEPTED).count() == 2 * HANDS


def test_without_the_turn_they_would(place: Office) -> None:
    waiting = [make_dossier(place, State.SUBMITTED).pk for _ in range(HANDS)]

    def work() -> None:
        accept_dossier(dossier_id=waiting.pop(), by=place.receptionist, now=NOW)
        enter_at_counter(entry=make_entry(place), by=place.receptionist, now=NOW)

    actions = "motcua.services.onestop.actions"
    with (
        patch(f"{actions}.accept_dossier.take_turn", lambda _unit: None),
        patch(f"{actions}.enter_at_counter.take_turn", lambda _unit: None),
    ):
        got = at_once(work)
    faults = [each for each in got if isinstance(each, BaseException)]
    assert {type(fault) for fault in faults} == {OperationalError}
    assert all("deadlock" in str(fault) for fault in faults)


def test_whole_lives_at_once_at_one_office_end_without_a_deadlock(place: Office) -> None:
    lives = [State.RETURNED, State.WITHDRAWN, State.STOPPED, State.AWAITING_SUPPLEMENT, State.REJECTED, State.RETURNED]

    def live() -> None:
        dossier = make_dossier(place, state := lives.pop(), online=state is State.RETURNED)
        for event in dossier.events.all():
            jobs.issue_letter(dossier.pk, event.seq)

    assert at_once(live) == [None] * HANDS
    assert list(differing()) == []
    assert list(broken_links()) == []


def test_codes_given_out_at_once_have_no_gap(place: Office) -> None:
    at_once(lambda: enter_at_counter(entry=make_entry(place), by=place.receptionist, now=NOW).pk)
    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert [code[-4:] for code in codes] == [f"{number:04}" for number in range(1, HANDS + 1)]
