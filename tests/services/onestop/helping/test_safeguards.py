"""Whoever helps gets neither the citizen's messages nor their papers and result."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.check_identity import check_identity, check_number
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.delivery.door_code import door_code, shows_right_code
from motcua.services.onestop.helping.actions.give_up_filing import give_up_filing
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.consent_code import SENT_BY_ONE, SENT_TO_ONE
from motcua.services.onestop.helping.rules import check_same_contacts
from motcua.services.onestop.models import ConsentWay, Dossier, Draft, HelpedFiling, Outcome, Parcel, ResultBy
from motcua.services.onestop.states import State
from tests.factories.helping import NAME, NUMBER, PHONE, Helpers, agree, fill_in, make_filing, make_helped
from tests.factories.onestop import NOW, make_document, make_dossier, make_handing
from tests.factories.units import make_staff

LATER = NOW + timedelta(minutes=10)
HELPERS_PHONE = "0987654321"


def refused(helpers: Helpers, helped: HelpedFiling, **changes: ResultBy) -> str:
    """Return why it is not submitted."""
    with pytest.raises(Refused) as refusal:
        submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER, **changes)
    assert not Dossier.objects.exists()
    return refusal.value.code


class TestContacts:
    def test_the_form_does_not_turn_the_messages_aside(self, helpers: Helpers) -> None:
        helped = make_filing(helpers)
        fill_in(helped, phone=HELPERS_PHONE)
        assert refused(helpers, helped) == "other_contacts"

    def test_a_telephone_nobody_consented_to_is_refused(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, phone="")
        fill_in(helped)
        assert refused(helpers, helped) == "other_contacts"

    @pytest.mark.parametrize(("agreed", "is_same"), [("anh@vidu.vn", True), ("", False), ("khac@vidu.vn", False)])
    def test_an_e_mail_is_compared_as_well(self, agreed: str, *, is_same: bool) -> None:
        document = make_document()
        answers = {document.applicant_fields.email: "Anh@vidu.vn"}
        if is_same:
            check_same_contacts(document, answers, phone="", email=agreed)
            return
        with pytest.raises(Refused):
            check_same_contacts(document, answers, phone="", email=agreed)

    def test_the_dossier_has_the_contacts_of_the_consent(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, email="anh@vidu.vn")
        fill_in(helped)
        Draft.objects.update(contact_phone=HELPERS_PHONE, contact_email="giup@vidu.vn")
        dossier = submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)
        assert (dossier.contact_phone, dossier.contact_email) == (PHONE, "anh@vidu.vn")
        assert OutboxMessage.objects.get(about_type="dossier").to in {PHONE, "anh@vidu.vn"}

    def test_the_address_of_an_account_is_not_the_citizens(self, helpers: Helpers) -> None:
        colleague = make_staff(unit=helpers.office.unit, name="Đỗ Thị Bạn")
        for staff, address in ((helpers.helper, "giup@vidu.vn"), (colleague, "ban@vidu.vn")):
            staff.user.email = address
            staff.user.save(update_fields=["email"])
            with pytest.raises(Refused) as refusal:
                make_filing(helpers, email=address.upper())
            assert refusal.value.code == "staff_contact"
        assert not HelpedFiling.objects.exists()


class TestResult:
    def test_the_number_opens_neither_papers_nor_result(self, helpers: Helpers) -> None:
        dossier, client = make_helped(helpers), Client()
        with pytest.raises(Refused) as refusal:
            check_identity(dossier_id=dossier.pk, number=NUMBER, now=LATER)
        assert refusal.value.code == "filed_with_help"
        check_number(dossier_id=dossier.pk, number=NUMBER, now=LATER)  # enough to object
        address = f"/tra-cuu/{dossier.token}/giay-to/"
        answer = client.post(address, {"number": NUMBER})
        assert (answer.status_code, "chỉ giao tại quầy" in answer.content.decode()) == (403, True)
        assert "don.pdf" not in client.get(address).content.decode()

    def test_whoever_may_object_sees_no_papers(self, helpers: Helpers) -> None:
        dossier, client = make_helped(helpers), Client()
        client.post(f"/tra-cuu/{dossier.token}/nop-giup/", {"number": NUMBER})
        assert "don.pdf" not in client.get(f"/tra-cuu/{dossier.token}/giay-to/").content.decode()

    def test_the_look_up_code_opens_no_door(self, helpers: Helpers) -> None:
        helped, own = make_helped(helpers), make_dossier(helpers.office)
        for dossier, opens in ((helped, False), (own, True)):
            parcel = Parcel(dossier=dossier)
            for shown in (dossier.token, dossier.look_up_address):
                assert shows_right_code(dossier, parcel, shown) is opens
            assert shows_right_code(dossier, parcel, door_code(parcel))

    def test_a_result_as_a_file_is_not_chosen(self, helpers: Helpers) -> None:
        helped = make_filing(helpers)
        fill_in(helped)
        assert refused(helpers, helped, result_by=ResultBy.ONLINE) == "no_download"
        assert submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER).result_by == ResultBy.COUNTER

    def test_nothing_goes_home_without_a_door_code(self, helpers: Helpers) -> None:
        helped = make_filing(helpers, phone="")
        fill_in(helped, phone="")
        Draft.objects.update(answers={k: v for k, v in Draft.objects.get().answers.items() if k != "phone"})
        assert refused(helpers, helped, result_by=ResultBy.HOME) == "no_door_code"

    def test_the_counter_hands_out_what_was_to_be_a_file(self, helpers: Helpers) -> None:
        office, dossier = helpers.office, make_helped(helpers)
        accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
        for staff in (office.receptionist, office.specialist):
            hand_over(dossier_id=dossier.pk, by=staff, now=NOW)
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=LATER)
        Dossier.objects.filter(pk=dossier.pk).update(result_by=ResultBy.ONLINE)  # filed before this was refused
        returned = return_result(dossier_id=dossier.pk, handing=make_handing(), by=office.receptionist, now=LATER)
        assert returned.state == State.RETURNED


class TestForgetting:
    def test_what_nobody_agreed_to_is_forgotten_after_a_day(self, helpers: Helpers) -> None:
        make_filing(helpers, way=ConsentWay.CODE)
        agreed = agree(make_filing(helpers, way=ConsentWay.CODE))
        assert forget_expired(now=NOW + timedelta(hours=23)) == 0
        assert forget_expired(now=NOW + timedelta(hours=25)) == 1
        assert (HelpedFiling.objects.get(), Draft.objects.get()) == (agreed, agreed.draft)

    def test_the_journal_keeps_that_it_was_begun_and_given_up_and_nothing_of_the_citizen(
        self, helpers: Helpers
    ) -> None:
        helped = make_filing(helpers, way=ConsentWay.CODE)
        give_up_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)
        for action in ("onestop.help_begun", "onestop.help_given_up"):
            told = str(AuditEntry.objects.get(action=action).detail)
            assert not any(secret in told for secret in (NAME, NUMBER, PHONE))


class TestCodesADay:
    def test_one_telephone_is_not_flooded(self, helpers: Helpers) -> None:
        for _sending in range(SENT_TO_ONE):
            helped = make_filing(helpers, way=ConsentWay.CODE)
            give_up_filing(filing_id=helped.pk, by=helpers.helper, now=NOW)
        with pytest.raises(Refused) as refusal:
            make_filing(helpers, by=helpers.mate, way=ConsentWay.CODE)
        assert refusal.value.code == "too_many_codes_there"
        assert make_filing(helpers, way=ConsentWay.CODE, now=NOW + timedelta(days=1)).codes_sent == 1

    def test_one_helper_does_not_send_without_end(self, helpers: Helpers) -> None:
        for number in range(SENT_BY_ONE):
            make_filing(helpers, way=ConsentWay.CODE, phone=f"09087654{number:02}")
        with pytest.raises(Refused) as refusal:
            make_filing(helpers, way=ConsentWay.CODE, phone="0908765499")
        assert refusal.value.code == "too_many_codes_sent"
        make_filing(helpers, by=helpers.mate, way=ConsentWay.CODE, phone="0908765499")
