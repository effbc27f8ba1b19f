"""Sorry for a delay: drafted before the due time passes, signed by a leader, told everywhere, not twice by itself."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError
from django.utils import translation

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop import jobs
from motcua.services.onestop.actions import apologise as signing
from motcua.services.onestop.actions.allow_delay import allow_delay
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.draft_apologies import draft_apologies
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.clock_rules import apology_rule
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.process_letters import apology
from motcua.services.onestop.queries.apologies import waiting_apologies
from motcua.services.onestop.queries.dossier import dossier_page
from motcua.services.onestop.queries.figures import figures_of
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, ask_for_more, make_dossier, make_office, make_step
from tests.hands import at_once

APOLOGIES = (Action.DRAFT_APOLOGY, Action.APOLOGISE)
REASON = "Cần xác minh thêm tại thực địa."


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NEAR = at("2019-04-22T08:00")  # the result is due on Tuesday, 23 April 2019, at 17:00


def sign(dossier: Dossier, office: Office, day: date = date(2019, 4, 26), **changes: Any) -> Dossier:
    given: dict[str, Any] = {"reason": REASON, "by": office.leader, "now": NEAR}
    return apologise(dossier_id=dossier.pk, new_day=day, **(given | changes))


@pytest.mark.parametrize(
    ("now", "drafted"),
    [
        ("2019-04-18T16:00", 0),  # three working days before
        ("2019-04-19T10:00", 0),  # two before, but less than four fifths of the time are used
        ("2019-04-19T16:00", 1),
        ("2019-04-22T08:00", 1),
        ("2019-04-24T08:00", 1),  # late already: better told late than never
    ],
)
def test_a_letter_is_drafted_two_working_days_before_the_due_time(office: Office, now: str, drafted: int) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert draft_apologies(now=at(now)) == drafted
    dossier.refresh_from_db()
    assert (dossier.apology_drafted_at is not None) == bool(drafted)
    assert dossier.next_due_at == at("2019-04-23T17:00")
    assert list(differing()) == []


def test_a_second_run_drafts_nothing_and_a_day_and_a_reason_are_proposed(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert (draft_apologies(now=NEAR), draft_apologies(now=NEAR)) == (1, 0)
    draft = dossier.events.get(kind=Action.DRAFT_APOLOGY)
    # eight working days are what examination and decision may take; Saturday 4 May was worked
    assert draft.payload["new_day"] == "2019-05-07"
    assert "Bước examination" in draft.payload["reason"]
    assert not draft.public
    assert draft.actor_kind == "system"


def reasons_read(dossier: Dossier, office: Office, language: str) -> list[str]:
    """Return the reason as the list of drafts and the history of the dossier show it to a reader of `language`."""
    page = dossier_page(code=dossier.code, roles=roles_of(office.leader, NEAR), now=NEAR)
    with translation.override(language):
        listed = [row.reason for row in waiting_apologies(roles=roles_of(office.leader, NEAR), now=NEAR)]
        return [*listed, *(page.reason_of(event) for event in page.events if event.kind in APOLOGIES)]


VIETNAMESE = "Hồ sơ đang ở bước “Bước examination” và cần thêm thời gian để giải quyết."
ENGLISH = "The dossier is at the step “Step examination” and needs more time."


def test_a_reason_of_the_platform_is_read_in_the_language_of_the_page(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert draft_apologies(now=NEAR) == 1
    assert reasons_read(dossier, office, "vi") == [VIETNAMESE] * 2
    assert reasons_read(dossier, office, "en") == [ENGLISH] * 2


def test_a_letter_signed_as_it_was_drafted_is_vietnamese_and_told_in_the_language_of_the_page(
    office: Office,
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    draft_apologies(now=NEAR)
    with translation.override("en"):
        dossier = sign(dossier, office, reason=VIETNAMESE)
        assert apology(dossier, dossier.events.get(kind=Action.APOLOGISE))["reason"] == VIETNAMESE
        status = status_by_token(text=dossier.token, address="203.0.113.9", now=NEAR)
    assert status is not None
    assert status.delays[0].reason == ENGLISH
    assert reasons_read(dossier, office, "en") == [ENGLISH] * 2


def test_what_an_official_typed_stays_as_typed(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    draft_apologies(now=NEAR)
    draft_apology(dossier_id=dossier.pk, reason=REASON, new_day=date(2019, 4, 26), by=office.specialist, now=NEAR)
    assert reasons_read(dossier, office, "en") == [REASON, ENGLISH, REASON]
    dossier = sign(dossier, office, reason=f"{VIETNAMESE} Xin lỗi.")
    assert reasons_read(dossier, office, "en") == [ENGLISH, REASON, f"{VIETNAMESE} Xin lỗi."]


@pytest.mark.parametrize(
    "state",
    [State.SUBMITTED, State.AWAITING_SUPPLEMENT, State.ON_HOLD, State.DECIDED, State.RETURNED, State.STOPPED],
)
def test_what_does_not_run_needs_no_letter(office: Office, state: State) -> None:
    make_dossier(office, state)
    assert draft_apologies(now=NEAR) == 0


@pytest.mark.parametrize(
    ("days", "now", "drafted"),
    [
        # accepted on Monday, 8 April at 8:30; the 15th is a day off
        (5, "2019-04-11T16:00", 0),  # due on Tuesday the 16th: more than two working days are left
        (5, "2019-04-12T07:30", 1),  # two: one to sign, and one that the law wants between letter and due time
        (3, "2019-04-09T16:30", 0),  # due on Thursday the 11th
        (3, "2019-04-10T12:00", 1),
    ],
)
@pytest.mark.django_db
def test_a_limit_of_a_few_days_leaves_time_to_sign_before_the_notice(days: int, now: str, drafted: int) -> None:
    limit = {"amount": days, "unit": "working_day", "source": {"document": "Luật"}, "verified": False}
    make_dossier(make_office(limit=limit, steps=_short_steps()), now=at("2019-04-08T08:30"))
    assert draft_apologies(now=at(now)) == drafted


def test_a_short_matter_is_warned_of_when_its_time_is_nearly_used(office: Office) -> None:
    """A day is shorter than the notice: with the lead alone every such dossier would be sorry from the start."""
    limit = {"amount": 1, "unit": "working_day", "source": {"document": "Luật"}, "verified": False}
    short = make_office(limit=limit, steps=_short_steps())
    make_dossier(short)
    assert draft_apologies(now=NOW + timedelta(hours=1)) == 0
    assert draft_apologies(now=at("2019-04-09T16:00")) == 1


def _short_steps() -> list[dict[str, Any]]:
    return [
        make_step("reception", "receptionist", "receiving", 2),
        make_step("decision", "leader", "deciding", 4),
        make_step("return", "receptionist", "receiving", 2),
    ]


def test_the_draft_waits_in_the_list_of_the_leader_until_it_is_signed(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    draft_apologies(now=NEAR)
    draft_apology(dossier_id=dossier.pk, reason=REASON, new_day=date(2019, 4, 26), by=office.specialist, now=NEAR)
    row = waiting_apologies(roles=roles_of(office.leader, NEAR), now=NEAR)[0]
    assert (row.code, row.reason, row.new_day, row.may_sign) == (dossier.code, REASON, date(2019, 4, 26), True)
    assert not waiting_apologies(roles=roles_of(office.specialist, NEAR), now=NEAR)[0].may_sign
    assert waiting_apologies(roles=roles_of(make_office().leader, NEAR), now=NEAR) == []
    sign(dossier, office)
    assert waiting_apologies(roles=roles_of(office.leader, NEAR), now=NEAR) == []


def test_a_pause_or_the_decision_lays_the_draft_aside(office: Office) -> None:
    paused, decided = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    draft_apologies(now=NEAR)
    ask_for_more(paused, office, now=NEAR)
    hand_over(dossier_id=decided.pk, by=office.specialist, now=NEAR)
    assert Dossier.objects.filter(apology_drafted_at__isnull=False).get() == decided
    receive_supplement(dossier_id=paused.pk, papers=[HandedIn("request")], by=office.receptionist, now=NEAR)
    assert list(differing()) == []


def test_the_signed_letter_has_a_number_and_moves_only_what_is_told(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS, email="anh@vidu.vn")
    OutboxMessage.objects.all().delete()
    dossier = sign(dossier, office)
    assert dossier.next_due_at == dossier.rescheduled_to == at("2019-04-26T17:00")
    assert dossier.due_at == dossier.law_due_at == at("2019-04-23T17:00")
    event = dossier.events.get(kind=Action.APOLOGISE)
    assert (event.payload["number"], event.payload["waiver"]) == ("01/XL", 0)
    assert "17:00 26/04/2019" in OutboxMessage.objects.get().body
    jobs.issue_letter(dossier.pk, event.seq)
    assert AuditEntry.objects.filter(action="onestop.apologise").exists()
    assert list(differing()) == []


def test_the_applicant_reads_the_new_day_and_the_reason(office: Office) -> None:
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    status = status_by_token(text=dossier.token, address="203.0.113.9", now=NEAR)
    assert status is not None
    assert (status.promised_at, status.delays[0].reason) == (at("2019-04-26T17:00"), REASON)


def test_what_was_put_off_is_still_late(office: Office) -> None:
    """Between the old time and the new: told for the 26th, late since the 23rd against promise and law."""
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    now = at("2019-04-24T09:00")
    total = figures_of(Dossier.objects.all(), since=now.date(), until=now.date(), now=now).total
    assert (total["overdue"], total["overdue_by_law"], total["rescheduled"], total["open"]) == (1, 1, 1, 0)
    assert not dossier.next_due_at < now


def test_a_pause_after_the_letter_moves_the_new_day_too(office: Office) -> None:
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    ask_for_more(dossier, office, now=at("2019-04-23T09:00"))
    dossier = receive_supplement(
        dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-24T09:00")
    )
    assert (dossier.due_at, dossier.next_due_at) == (at("2019-04-24T17:00"), at("2019-05-02T17:00"))
    assert list(differing()) == []


@pytest.mark.parametrize(
    "day",
    [date(2019, 4, 23), date(2019, 4, 22), date(2019, 4, 28), date(2019, 4, 29), date(2019, 5, 1)],
    ids=["the day told before", "today", "a Sunday", "swapped off", "a holiday"],
)
def test_a_new_day_is_a_later_working_day(office: Office, day: date) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused) as refused:
        sign(dossier, office, day)
    assert refused.value.code == "new_day"


def test_a_letter_needs_a_reason_that_names_nobody_and_a_leader(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(NeedMissing):
        sign(dossier, office, reason=" ")
    with pytest.raises(DossierRefused, match="trang tra cứu"):
        sign(dossier, office, reason="Bà Nguyễn Thị Ánh chưa nộp đủ.")
    with pytest.raises(NotAllowed):
        sign(dossier, office, by=office.specialist)


def test_a_second_delay_needs_a_permission_and_each_permission_is_used_once(office: Office) -> None:
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    later = at("2019-04-25T08:00")
    with pytest.raises(DossierRefused) as refused:
        sign(dossier, office, date(2019, 5, 3), now=later)
    assert refused.value.code == "second_delay"
    with pytest.raises(NeedMissing):
        allow_delay(dossier_id=dossier.pk, reason=" ", by=office.leader, now=later)
    with pytest.raises(NotAllowed):
        allow_delay(dossier_id=dossier.pk, reason="Chờ kết quả đo đạc.", by=office.specialist, now=later)
    allowed = allow_delay(dossier_id=dossier.pk, reason="Chờ kết quả đo đạc.", by=office.leader, now=later)
    waiver = allowed.version
    dossier = sign(dossier, office, date(2019, 5, 3), now=later)
    assert dossier.next_due_at == at("2019-05-03T17:00")
    assert dossier.events.filter(kind=Action.APOLOGISE).latest("seq").payload["waiver"] == waiver
    with pytest.raises(DossierRefused):
        sign(dossier, office, date(2019, 5, 10), now=later)
    assert AuditEntry.objects.filter(action="onestop.allow_delay").count() == 1
    assert list(differing()) == []


def acts_of(dossier: Dossier, by: Staff) -> set[Action]:
    """Return the acts about another new date that the page offers `by`."""
    page = dossier_page(code=dossier.code, roles=roles_of(by, NEAR), now=NEAR)
    return set(page.acts) & {*APOLOGIES, Action.ALLOW_DELAY}


def test_another_new_day_is_offered_once_it_is_allowed(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert acts_of(dossier, office.leader) == {Action.APOLOGISE}
    dossier = sign(dossier, office)
    assert acts_of(dossier, office.leader) == {Action.ALLOW_DELAY}
    allow_delay(dossier_id=dossier.pk, reason="Chờ kết quả đo đạc.", by=office.leader, now=NEAR)
    assert acts_of(dossier, office.leader) == {Action.APOLOGISE, Action.ALLOW_DELAY}
    sign(dossier, office, date(2019, 5, 3))
    assert acts_of(dossier, office.leader) == {Action.ALLOW_DELAY}


def test_another_letter_is_drafted_by_hand_once_another_new_day_is_allowed(office: Office) -> None:
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    given: dict[str, Any] = {"reason": REASON, "new_day": date(2019, 5, 3), "now": NEAR}
    assert acts_of(dossier, office.specialist) == set()
    with pytest.raises(DossierRefused) as refused:
        draft_apology(dossier_id=dossier.pk, by=office.specialist, **given)
    assert refused.value.code == "second_delay"
    draft_apology(dossier_id=dossier.pk, by=Actor.system(), **given)
    allow_delay(dossier_id=dossier.pk, reason="Chờ kết quả đo đạc.", by=office.leader, now=NEAR)
    assert acts_of(dossier, office.specialist) == {Action.DRAFT_APOLOGY}
    draft_apology(dossier_id=dossier.pk, by=office.specialist, **given)


def test_only_who_would_tell_another_new_day_reads_what_it_lacks(office: Office) -> None:
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    lacking = {
        by.full_name: dossier_page(code=dossier.code, roles=roles_of(by, NEAR), now=NEAR).offered.lacks_waiver
        for by in (office.leader, office.specialist, office.receptionist)
    }
    assert list(lacking.values()) == [True, True, False]


def test_the_list_of_drafts_says_which_of_them_a_leader_has_to_allow_first(office: Office) -> None:
    first, second = make_dossier(office, State.IN_PROCESS), sign(make_dossier(office, State.IN_PROCESS), office)
    for dossier in (first, second):
        draft_apology(dossier_id=dossier.pk, reason=REASON, new_day=date(2019, 5, 3), by=Actor.system(), now=NEAR)
    rows = waiting_apologies(roles=roles_of(office.leader, NEAR), now=NEAR)
    assert [(row.code, row.lacks_waiver) for row in rows] == [(first.code, False), (second.code, True)]


def test_how_a_delay_is_told_is_dated_data() -> None:
    assert apology_rule(date(2019, 4, 8)).source.document == "Nghị định 61/2018/NĐ-CP"
    assert apology_rule(date(2022, 1, 4)).source.document == "Nghị định 107/2021/NĐ-CP"
    assert apology_rule(date(2026, 1, 5)).source.document == "Nghị định 118/2025/NĐ-CP"
    assert not apology_rule(date(2026, 1, 5)).source.verified


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_several_leaders_signing_at_once_one_tells_a_new_day() -> None:
    office = make_office()
    dossier = make_dossier(office, State.IN_PROCESS)
    done = at_once(lambda: sign(dossier, office), 4)
    assert done.count("") == 1
    assert dossier.events.filter(kind=Action.APOLOGISE).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_the_rule_the_database_still_lets_one_through() -> None:
    office = make_office()
    dossier = sign(make_dossier(office, State.IN_PROCESS), office)
    with (
        patch.object(signing, "waiver_for", return_value=0),
        pytest.raises(IntegrityError, match="onestop_delayed_once"),
    ):
        sign(dossier, office, date(2019, 5, 3), now=at("2019-04-25T08:00"))
