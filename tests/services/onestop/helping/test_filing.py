"""Filing for a citizen: consent first, the dossier in their name, who typed on it, one however often it is sent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import translation

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.messages.models import Channel as MessageChannel
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop import letters
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.helping.actions.begin_filing import begin_filing
from motcua.services.onestop.helping.actions.confirm_consent import confirm_consent
from motcua.services.onestop.helping.actions.give_up_filing import give_up_filing
from motcua.services.onestop.helping.actions.send_code_again import send_code_again
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.consent_code import GUESSES, consent_code
from motcua.services.onestop.models import AdvisoryTeam, Channel, ConsentWay, Dossier, Draft, HelpedFiling
from motcua.services.onestop.models.helping import MOST_CODES
from motcua.services.onestop.notices import notice_text
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.states import Action
from tests.factories.helping import (
    NAME,
    NUMBER,
    PHONE,
    Helpers,
    agree,
    fill_in,
    make_beginning,
    make_filing,
    make_helped,
    signed_paper,
)
from tests.factories.onestop import NOW
from tests.foundation.documents.paper import text_of

LATER = NOW + timedelta(minutes=10)
WHOSE = "Tổ tư vấn khu phố 3"


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.code


def test_the_dossier_is_the_citizens_and_says_who_typed(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    assert (dossier.applicant.full_name, dossier.applicant.identity_number) == (NAME, NUMBER)
    assert (dossier.channel, dossier.contact_phone) == (Channel.ONLINE, PHONE)
    assert (dossier.helper["name"], dossier.helper["team"]) == (helpers.helper.full_name, str(helpers.team.pk))
    assert dossier.helper["under"].startswith(WHOSE)
    event = dossier.events.get()
    assert (event.actor_staff, event.actor_name) == (helpers.helper, helpers.helper.full_name)
    helped = HelpedFiling.objects.get(dossier=dossier)
    assert (helped.helper, helped.team, helped.filed_at, helped.text_version) == (
        helpers.helper,
        helpers.team,
        NOW,
        "2018-1",
    )


def test_an_official_helps_without_a_team(helpers: Helpers) -> None:
    receptionist = helpers.office.receptionist
    dossier = make_helped(helpers, by=receptionist, team_id=None)
    assert "team" not in dossier.helper
    assert HelpedFiling.objects.get().team is None


def test_a_second_press_finds_the_dossier_of_the_first(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    helped = HelpedFiling.objects.get()
    assert submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER) == dossier
    assert Dossier.objects.count() == 1


def test_the_citizen_is_told_at_once_and_how_to_object(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    message = OutboxMessage.objects.get(about_type="dossier")
    assert (message.channel, message.to) == (MessageChannel.SMS, PHONE)
    assert WHOSE in message.body
    assert "nộp giúp" in message.body
    assert dossier.look_up_address in message.body
    assert helpers.helper.full_name not in message.body


def test_the_look_up_says_that_a_team_filed_and_names_nobody(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    status = status_by_token(text=dossier.token, address="203.0.113.7", now=NOW)
    assert status is not None
    assert (status.helped_by, status.can_object) == (dossier.helper["under"], True)
    assert helpers.helper.full_name not in status.helped_by


def test_receipt_control_slip_and_proof_of_filing_say_who_helped(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    proof = letters.letter_pdf(dossier, "filed", now=NOW)
    accept_dossier(dossier_id=dossier.pk, by=helpers.office.receptionist, now=LATER)
    dossier.refresh_from_db()
    made = [
        proof,
        *(letters.letter_pdf(dossier, key, now=LATER) for key in ("receipt", "receipt80", "control", "control80")),
    ]
    for pdf in made:
        assert pdf is not None
        words = " ".join(text_of(pdf).split())
        assert "Người nộp giúp" in words
        assert helpers.helper.full_name in words
        assert "mã lưu" not in words  # only whoever files for themselves has one


def test_nothing_is_filed_for_somebody_else_than_who_agreed(helpers: Helpers) -> None:
    helped = make_filing(helpers)
    fill_in(helped, full_name="Trần Văn Khác", identity_number="079090011111")
    with pytest.raises(Refused) as refusal:
        submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)
    assert code_of(refusal) == "another_person"
    assert not Dossier.objects.exists()


def test_nobody_but_the_helper_files_or_gives_up_what_was_begun(helpers: Helpers) -> None:
    helped = make_filing(helpers)
    for stranger in (helpers.mate, helpers.office.receptionist, helpers.office.leader):
        with pytest.raises(HelpedFiling.DoesNotExist):
            submit_filing(filing_id=helped.pk, by=stranger, now=NOW)
        with pytest.raises(HelpedFiling.DoesNotExist):
            give_up_filing(filing_id=helped.pk, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        begin_filing(beginning=make_beginning(helpers), by=helpers.office.leader, now=NOW)


def test_what_is_given_up_or_never_filed_leaves_nothing(helpers: Helpers) -> None:
    given_up = make_filing(helpers, way=ConsentWay.CODE)
    give_up_filing(filing_id=given_up.pk, by=helpers.helper, now=NOW)
    assert (HelpedFiling.objects.count(), Draft.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)
    make_filing(helpers, way=ConsentWay.CODE)
    forget_expired(now=NOW + timedelta(days=31))
    assert (HelpedFiling.objects.count(), Draft.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)


def test_what_was_filed_is_not_given_up(helpers: Helpers) -> None:
    make_helped(helpers)
    helped = HelpedFiling.objects.get()
    with pytest.raises(Refused) as refusal:
        give_up_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)
    assert code_of(refusal) == "already_filed"
    forget_expired(now=NOW + timedelta(days=60))
    assert HelpedFiling.objects.get() == helped


class TestConsent:
    def test_with_a_signed_paper_the_paper_is_kept(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.PAPER, paper=signed_paper())
        assert helped.paper is not None
        assert (helped.consented_at, helped.paper.name, helped.witness) == (NOW, "dong-y.pdf", "")

    def test_a_code_goes_to_the_citizen_and_nothing_is_filed_before_it_is_read_out(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        message = OutboxMessage.objects.get()
        assert (message.to, consent_code(helped) in message.said, WHOSE in message.body) == (PHONE, True, True)
        fill_in(helped)
        with pytest.raises(Refused) as refusal:
            submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)
        assert code_of(refusal) == "no_consent"
        assert agree(helped, now=LATER).consented_at == LATER

    def test_the_code_in_the_message_is_the_one_that_counts(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        told = next(word for word in OutboxMessage.objects.get().said.split() if len(word) == 6 and word.isdecimal())
        assert confirm_consent(filing_id=helped.pk, code=told, by=helpers.helper, now=LATER).consented_at == LATER

    def test_wrong_codes_are_counted_and_then_the_right_one_does_not_help(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        wrong = "000000" if consent_code(helped) != "000000" else "111111"
        for code in [*["wrong_consent_code"] * (GUESSES - 1), *["too_many_consent_codes"] * 2]:
            with pytest.raises(Refused) as refusal:
                confirm_consent(filing_id=helped.pk, code=wrong, by=helpers.helper, now=NOW)
            assert code_of(refusal) == code
        with pytest.raises(Refused) as refusal:
            confirm_consent(filing_id=helped.pk, code=consent_code(helped), by=helpers.helper, now=NOW)
        assert code_of(refusal) == "too_many_consent_codes"

    def test_no_code_is_sent_while_none_would_be_taken(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        wrong = "000000" if consent_code(helped) != "000000" else "111111"
        for _guess in range(GUESSES):
            with pytest.raises(Refused):
                confirm_consent(filing_id=helped.pk, code=wrong, by=helpers.helper, now=NOW)
        with pytest.raises(Refused) as refusal:
            send_code_again(filing_id=helped.pk, by=helpers.helper, now=LATER)
        assert (code_of(refusal), OutboxMessage.objects.count()) == ("too_many_consent_codes", 1)
        tomorrow = NOW + timedelta(days=1)
        helped = send_code_again(filing_id=helped.pk, by=helpers.helper, now=tomorrow)
        assert agree(helped, now=tomorrow).consented_at == tomorrow

    def test_a_code_is_good_for_half_an_hour_and_until_the_next(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        old = consent_code(helped)
        with pytest.raises(Refused):
            confirm_consent(filing_id=helped.pk, code=old, by=helpers.helper, now=NOW + timedelta(minutes=31))
        helped = send_code_again(filing_id=helped.pk, by=helpers.helper, now=LATER)
        assert consent_code(helped) != old
        assert agree(helped, now=LATER).consented_at == LATER

    def test_codes_are_not_sent_without_end(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        for _ in range(MOST_CODES - 1):
            send_code_again(filing_id=helped.pk, by=helpers.helper, now=LATER)
        with pytest.raises(Refused) as refusal:
            send_code_again(filing_id=helped.pk, by=helpers.helper, now=LATER)
        assert code_of(refusal) == "no_more_codes"

    def test_the_journal_says_how_it_was_given_and_nothing_of_the_citizen(self, helpers: Helpers) -> None:
        make_filing(helpers)
        entry = AuditEntry.objects.get(action="onestop.help_consented")
        assert (entry.detail["way"], entry.detail["team"]) == ("witness", helpers.team.pk)
        assert NAME not in str(entry.detail)

    def test_the_database_files_nothing_without_it_and_changes_nothing_of_it(self, helpers: Helpers) -> None:
        waiting = make_filing(helpers, way=ConsentWay.CODE)
        dossier = make_helped(helpers)
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpedFiling.objects.filter(pk=waiting.pk).update(dossier=None, filed_at=NOW)
        given = HelpedFiling.objects.filter(dossier=dossier)
        for changes in ({"full_name": "Khác"}, {"consented_at": LATER}, {"witness": "Khác"}, {"helper": helpers.mate}):
            with pytest.raises(ProgrammingError), transaction.atomic():
                given.update(**changes)
        with pytest.raises(ProgrammingError), transaction.atomic():
            given.delete()


def test_the_team_and_unit_are_read_in_english_and_kept_in_vietnamese_for_papers(helpers: Helpers) -> None:
    AdvisoryTeam.objects.update(name_en="Advisory team of neighbourhood 3")
    with translation.override("en"):  # whoever helps reads English
        dossier = make_helped(helpers)
        status = status_by_token(text=dossier.token, address="203.0.113.7", now=NOW)
    assert status is not None
    assert dossier.helper["under"].startswith(f"{WHOSE} (")
    assert status.helped_by.startswith("Advisory team of neighbourhood 3 (")
    assert dossier.helped_under == dossier.helper["under"]
    Dossier.objects.filter(pk=dossier.pk).update(language="en")
    dossier.refresh_from_db()
    assert "Advisory team of neighbourhood 3" in notice_text(dossier, Action.SUBMIT)[1]
