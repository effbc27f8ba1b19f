"""What is added to a dossier filed with help: only with the citizen's own word, given at their own telephone."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.worktime import clock
from motcua.services.onestop.attempts import window_of
from motcua.services.onestop.helping.actions.ask_citizen import ask_citizen
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.own_code import GUESSES, SENT, SPAN, check_own_code, own_code
from motcua.services.onestop.models import Dossier, Draft
from motcua.services.onestop.states import State
from tests.factories.helping import NUMBER, PHONE, Helpers, fill_in, make_filing, make_helped
from tests.factories.onestop import NOW, ask_for_more, make_dossier
from tests.services.onestop.web.public.test_supplement import photo

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return LATER


@pytest.fixture
def asked(helpers: Helpers) -> Dossier:
    """A dossier filed with help of which a paper is asked for."""
    return ask_for_more(make_helped(helpers), helpers.office, now=NOW)


def page_of(dossier: Dossier) -> str:
    return reverse("onestop:supplement", args=[dossier.token])


def code_of(dossier: Dossier, now: datetime = LATER) -> str:
    return own_code(dossier.pk, window_of(now, SPAN).isoformat())


def wrong_for(dossier: Dossier) -> str:
    right = {code_of(dossier), code_of(dossier, LATER - SPAN)}
    return next(each for each in ("000000", "111111", "222222") if each not in right)


def test_whoever_kept_the_code_of_the_dossier_adds_nothing(asked: Dossier, client: Client) -> None:
    page = client.get(page_of(asked)).content.decode()
    assert "Xác nhận của người đứng tên hồ sơ" in page
    assert 'name="file-request"' not in page
    client.post(page_of(asked), {"file-request": photo()})
    asked.refresh_from_db()
    assert asked.state == State.AWAITING_SUPPLEMENT
    assert not asked.papers.filter(source="supplement").exists()


def test_the_citizen_reads_the_code_and_the_papers_come_in(asked: Dossier, client: Client) -> None:
    client.post(page_of(asked), {"gui-ma": "1"})
    message = OutboxMessage.objects.latest("pk")
    assert (message.to, message.said.endswith(code_of(asked)), code_of(asked) in message.body) == (PHONE, True, False)
    assert AuditEntry.objects.filter(action="onestop.own_code_sent", target_id=str(asked.pk)).count() == 1
    assert client.post(page_of(asked), {"code": wrong_for(asked)}).status_code == 400
    assert client.post(page_of(asked), {"code": code_of(asked)}).headers["Location"] == page_of(asked)
    assert 'name="file-request"' in client.get(page_of(asked)).content.decode()
    sent = client.post(page_of(asked), {"file-request": photo()}, follow=True).content.decode()
    asked.refresh_from_db()
    assert asked.state != State.AWAITING_SUPPLEMENT
    assert "nhập số giấy tờ tùy thân" not in sent  # at the counter only
    assert "file-request" not in Client().get(page_of(asked)).content.decode()


def test_another_browser_is_asked_again(asked: Dossier, client: Client) -> None:
    client.post(page_of(asked), {"code": code_of(asked)})
    assert 'name="file-request"' not in Client().get(page_of(asked)).content.decode()


def test_no_code_is_sent_while_none_would_be_taken(asked: Dossier, client: Client) -> None:
    for _guess in range(GUESSES):
        client.post(page_of(asked), {"code": wrong_for(asked)})
    sent = OutboxMessage.objects.count()
    assert "sai mã quá nhiều lần" in client.post(page_of(asked), {"gui-ma": "1"}).content.decode()
    assert OutboxMessage.objects.count() == sent


def test_one_own_dossier_needs_no_code(helpers: Helpers, client: Client) -> None:
    own = make_dossier(helpers.office, State.AWAITING_SUPPLEMENT)
    assert 'name="file-request"' in client.get(page_of(own)).content.decode()


def test_without_a_contact_the_counter_is_the_way(helpers: Helpers, client: Client) -> None:
    helped = make_filing(helpers, phone="")
    fill_in(helped, phone="")
    answers = {key: value for key, value in Draft.objects.get().answers.items() if key != "phone"}
    Draft.objects.update(answers=answers)
    dossier = submit_filing(filing_id=helped.pk, by=helpers.helper, now=NOW)
    ask_for_more(dossier, helpers.office, now=NOW)
    page = client.get(page_of(dossier)).content.decode()
    assert "Mời đến bộ phận một cửa" in page
    assert "gui-ma" not in page
    with pytest.raises(Refused) as refusal:
        ask_citizen(dossier_id=dossier.pk, now=LATER)
    assert refusal.value.code == "no_own_contact"


def test_a_code_is_good_for_half_an_hour_at_least_and_an_hour_at_most(asked: Dossier) -> None:
    sent = window_of(LATER, SPAN)
    code = code_of(asked)
    check_own_code(asked, f" {code[:3]} {code[3:]}", now=sent + 2 * SPAN - timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        check_own_code(asked, code, now=sent + 2 * SPAN)
    assert refusal.value.code == "wrong_own_code"
    assert code_of(asked, LATER) != code_of(asked, LATER + SPAN)


def test_codes_are_not_guessed_without_end(asked: Dossier) -> None:
    for _guess in range(GUESSES):
        with pytest.raises(Refused):
            check_own_code(asked, wrong_for(asked), now=LATER)
    with pytest.raises(Refused) as refusal:
        check_own_code(asked, code_of(asked), now=LATER)
    assert refusal.value.code == "too_many_own_codes"


def test_codes_are_not_sent_without_end(asked: Dossier) -> None:
    for _sending in range(SENT):
        ask_citizen(dossier_id=asked.pk, now=LATER)
    with pytest.raises(Refused) as refusal:
        ask_citizen(dossier_id=asked.pk, now=LATER)
    assert refusal.value.code == "too_many_own_codes"


def test_nothing_is_sent_while_no_paper_is_awaited(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    with pytest.raises(Refused) as refusal:
        ask_citizen(dossier_id=dossier.pk, now=LATER)
    assert refusal.value.code == "not_now"


def test_the_look_up_says_where_to_go_instead_of_links_that_refuse(helpers: Helpers, client: Client) -> None:
    dossier, own = make_helped(helpers), make_dossier(helpers.office, identity_number="079190054329")
    page = client.get(reverse("onestop:status", args=[dossier.token])).content.decode()
    for name in ("own_papers", "complaints"):
        assert reverse(f"onestop:{name}", args=[dossier.token]) not in page
        assert (
            reverse(f"onestop:{name}", args=[own.token])
            in client.get(reverse("onestop:status", args=[own.token])).content.decode()
        )
    assert "chỉ làm tại bộ phận một cửa" in page
    for name in ("own_papers", "complaints", "own_data"):
        answer = client.get(reverse(f"onestop:{name}", args=[dossier.token]), follow=True)
        assert (answer.status_code, "Mời đến bộ phận một cửa" in answer.content.decode()) == (403, True)


def test_fees_stay_open_and_tell_nothing_of_the_citizen(helpers: Helpers, client: Client) -> None:
    dossier = make_helped(helpers)
    answer = client.get(reverse("onestop:fees", args=[dossier.token]))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert not any(secret in page for secret in (dossier.applicant.full_name, NUMBER, PHONE))
