"""The fee of a dossier: by the tables of the day, with a clock that waits when it should and runs again when paid."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.payments import jobs
from motcua.foundation.payments.actions.publish_fee import publish_fee
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.fee_tables import load_fees, shipped
from motcua.foundation.payments.fees import Asked, compute, total_of
from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.refusals import FeeRefused
from motcua.foundation.payments.states import State as ChargeState
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.charge_dossier import PRESSED_TWICE, charge_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.fees import Wanted, _data, rules_for, wanted_in
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import meet_procedure
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.reference import shipped_documents
from motcua.services.onestop.refusals import NeedMissing, NotNow
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.web.staff.charge import ChargeForm
from tests.factories.onestop import NOW, SYSTEM, Office, make_document, make_dossier, make_office
from tests.factories.payments import make_book
from tests.factories.units import make_staff, make_unit, sign_in

pytestmark = pytest.mark.django_db

FEE = {
    "items": [
        {
            "key": "appraisal",
            "label": {"vi": "Phí thẩm định", "en": "Appraisal"},
            "amount": 400_000,
            "unit": {"vi": "điểm kinh doanh", "en": "point of sale"},
            "source": {"document": "Thông tư 168/2016/TT-BTC", "article": "Điều 4"},
            "verified": False,
        }
    ]
}
ASKED = (Asked("procedure.appraisal", 2),)


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def office() -> Office:
    made = make_office(fee=FEE)
    make_book(made.unit)
    return made


def charged(office: Office, dossier: Dossier, *, waits: bool) -> Charge:
    by = office.specialist if waits else office.receptionist
    return charge_dossier(dossier_id=dossier.pk, asked=ASKED, waits=waits, by=by, now=NOW)


def paid(office: Office, charge: Charge) -> None:
    take_cash(code=charge.code, amount=charge.amount, nonce=charge.code, by=office.receptionist, now=NOW)
    jobs.tell_settled(charge.pk)


def test_a_dossier_is_charged_by_its_procedure_with_the_law(office: Office) -> None:
    dossier = make_dossier(office)
    charge = charged(office, dossier, waits=False)
    (line,) = charge.lines.all()
    assert (charge.amount, charge.target_code, charge.unit_id) == (800_000, dossier.code, office.unit.pk)
    assert (line.document, line.article, line.verified) == ("Thông tư 168/2016/TT-BTC", "Điều 4", False)
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED


def test_the_applicant_is_told_with_the_link(office: Office) -> None:
    charge = charged(office, make_dossier(office), waits=False)
    message = OutboxMessage.objects.latest("pk")
    assert charge.pay_address in message.body
    assert "800.000 đồng" in message.body


def test_the_clock_waits_and_runs_again_when_this_charge_is_paid(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT
    paid(office, charge)
    jobs.tell_settled(charge.pk)  # a job may run twice
    dossier.refresh_from_db()
    event = dossier.events.get(kind=Action.CONFIRM_PAYMENT)
    assert (dossier.state, event.payload["evidence"]) == (State.IN_PROCESS, "AA-19P 0000001")


def test_what_is_waited_for_is_told_in_the_language_of_whoever_looks(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    told = {}
    for language in ("vi", "en"):
        with translation.override(language):
            status = status_by_token(text=dossier.token, address="203.0.113.9", now=NOW)
            assert status is not None
            told[language] = status.reason
    assert told == {
        "vi": f"Khoản thu {charge.code}: 800.000 đồng.",
        "en": f"Charge {charge.code}: 800,000 đồng.",
    }


def test_two_fees_of_the_same_sum_one_after_the_other_are_two_charges() -> None:
    office = make_office(fee={"items": [FEE["items"][0], FEE["items"][0] | {"key": "survey"}]})
    dossier = make_dossier(office, State.IN_PROCESS)
    codes = {
        charge_dossier(
            dossier_id=dossier.pk, asked=[Asked(f"procedure.{key}")], waits=False, by=office.receptionist, now=NOW
        ).code
        for key in ("appraisal", "survey", "appraisal")
    }
    assert len(codes) == Charge.objects.count() == 2


def test_a_clock_that_waits_for_another_obligation_waits_on(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=False)
    request_payment(dossier_id=dossier.pk, reason="Thông báo thuế số 12/TB.", by=office.specialist, now=NOW)
    paid(office, charge)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT


def test_an_exemption_that_the_fee_does_not_know_writes_nothing(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    asked = [Asked("procedure.appraisal", 1, 0, "poor")]
    with pytest.raises(FeeRefused):
        charge_dossier(dossier_id=dossier.pk, asked=asked, waits=True, by=office.specialist, now=NOW)
    dossier.refresh_from_db()
    assert (dossier.state, Charge.objects.count()) == (State.IN_PROCESS, 0)


def test_who_may_charge(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    for by in (office.specialist, office.leader, office.receptionist):
        made = charge_dossier(dossier_id=dossier.pk, asked=ASKED, waits=False, by=by, now=NOW)
        assert made.amount == 800_000
    auditor = make_staff(role="auditor", unit=office.unit)
    with pytest.raises(NotAllowed):
        charge_dossier(dossier_id=dossier.pk, asked=ASKED, waits=False, by=auditor, now=NOW)
    with pytest.raises(Dossier.DoesNotExist):
        charge_dossier(dossier_id=dossier.pk, asked=ASKED, waits=False, by=make_staff(role="receptionist"), now=NOW)


def test_a_closed_dossier_is_not_charged(office: Office) -> None:
    dossier = make_dossier(office, State.RETURNED)
    with pytest.raises(NotNow):
        charged(office, dossier, waits=False)


def named(slug: str, *keys: str) -> ProcedureDocument:
    items = [FEE["items"][0] | {"key": key} for key in keys]
    return make_document(slug=slug, fee={"items": items})


def test_an_item_of_the_tables_is_asked_as_the_tables_say_on_the_day(office: Office) -> None:
    load_fees(NOW)
    document = named("chung-thuc-ban-sao-tu-ban-chinh", "page", "more_page")
    rules = rules_for(document, unit_id=office.unit.pk, day=NOW.date())
    assert list(rules) == ["certification.copy"]
    own = rules["certification.copy"].model_copy(update={"cap": 100_000})
    publish_fee(unit_id=office.unit.pk, rule=own.model_copy(update={"valid_from": NOW.date()}), by=SYSTEM, now=NOW)
    assert rules_for(document, unit_id=office.unit.pk, day=NOW.date())["certification.copy"].cap == 100_000


def test_the_map_of_fees_names_fees_that_exist() -> None:
    codes = {code for items in _data("codes").values() for code in items.values()}
    assert codes <= {rule.code for rule in shipped()}


def test_what_the_dossier_says_there_is_of_a_fee_is_counted_each_paper_by_its_own_pages() -> None:
    papers = [{"name": "Bằng", "pages": 3, "copies": 2}, {"name": "Sổ", "pages": 12, "copies": 1}, {"copies": 0}]
    copies = wanted_in("chung-thuc-ban-sao-tu-ban-chinh", {"papers": papers})
    assert copies == {"certification.copy": (Wanted(2, 3, "Bằng"), Wanted(1, 12, "Sổ"))}
    extract = wanted_in("cap-ban-sao-trich-luc-ho-tich", {"copies": 4})
    assert extract == {"civil_status.extract": (Wanted(4),)}
    for nothing in ({}, {"papers": "x"}, {"papers": ["x"]}, {"papers": [{"copies": "2"}]}):
        assert wanted_in("chung-thuc-ban-sao-tu-ban-chinh", nothing) == {}


def test_what_is_counted_names_questions_and_fees_of_the_shipped_procedures() -> None:
    known = {document.slug: document for document in shipped_documents()}
    for slug, counts in _data("counts").items():
        questions = {one.key: one for section in known[slug].form.sections for one in section.fields}
        for code, told in counts.items():
            assert code in _data("codes")[slug].values()
            columns = {one.key for one in questions[told["rows"]].fields} if "rows" in told else set(questions)
            assert {told[part] for part in ("name", "pages", "count") if part in told} <= columns


def test_the_form_begins_with_what_the_dossier_says_and_has_room_for_what_it_left_out() -> None:
    rules = {rule.code: rule for rule in shipped() if rule.code == "certification.copy"}
    wanted = {"certification.copy": (Wanted(2, 3, "Bằng"), Wanted(1, 12, "Sổ"))}
    form = ChargeForm(rules=rules, wanted=wanted, may_wait=False)
    given = {name: str(form.get_initial_for_field(field, name) or "") for name, field in form.fields.items()}
    sent = ChargeForm(given | {"version": "1"}, rules=rules, wanted=wanted, may_wait=False)
    assert sent.is_valid(), sent.errors
    assert [(line.quantity, line.amount) for line in compute(rules, sent.asked)] == [(2, 5_000), (1, 14_000)]
    more = given | {"version": "1", "count-certification.copy-2": "1", "pages-certification.copy-2": "1"}
    sent = ChargeForm(more, rules=rules, wanted=wanted, may_wait=False)
    assert sent.is_valid()
    assert total_of(compute(rules, sent.asked)) == 26_000


def seen_on(page: bytes) -> str:
    """Return what the form sends along of the sum that it showed."""
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page.decode())
    return str(seen)


def test_the_counter_sees_the_sum_before_anything_is_written(office: Office) -> None:
    client, dossier = sign_in(Client(), office.receptionist), make_dossier(office)
    path = reverse("onestop_staff:charge", args=[dossier.code])
    typed = {"version": dossier.version, "count-procedure.appraisal": "2"}
    shown = client.post(path, typed)
    assert "800.000 đồng" in shown.content.decode()
    assert "chưa kiểm chứng" in shown.content.decode()
    assert not Charge.objects.exists()
    answer = client.post(path, typed | {"confirm": "1", "seen": seen_on(shown.content)})
    charge = Charge.objects.get()
    assert answer.headers["Location"] == reverse("payments_staff:charge", args=[charge.code])
    assert charge.code in client.get(reverse("onestop_staff:dossier", args=[dossier.code])).content.decode()


def test_a_number_changed_after_the_sum_was_shown_is_shown_before_it_is_charged(office: Office) -> None:
    client, dossier = sign_in(Client(), office.receptionist), make_dossier(office)
    path = reverse("onestop_staff:charge", args=[dossier.code])
    typed = {"version": dossier.version, "count-procedure.appraisal": "2"}
    seen = seen_on(client.post(path, typed).content)
    # Enter in a field presses the first button of the form, which is the one that charges
    changed = client.post(path, typed | {"count-procedure.appraisal": "20", "confirm": "1", "seen": seen})
    assert not Charge.objects.exists()
    assert "8.000.000 đồng" in changed.content.decode()
    assert "Số tiền đã tính lại" in changed.content.decode()


def test_a_dossier_that_changed_meanwhile_is_not_charged(office: Office) -> None:
    client, dossier = sign_in(Client(), office.receptionist), make_dossier(office)
    path = reverse("onestop_staff:charge", args=[dossier.code])
    typed = {"version": dossier.version - 1, "count-procedure.appraisal": "1"}
    seen = seen_on(client.post(path, typed).content)
    answer = client.post(path, typed | {"confirm": "1", "seen": seen})
    assert answer.status_code == 409
    assert not Charge.objects.exists()


def test_the_look_up_leads_to_what_is_owed(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    path = reverse("onestop:fees", args=[dossier.token])
    assert path in Client().get(reverse("onestop:status", args=[dossier.token])).content.decode()
    assert "Chưa có khoản nào phải nộp" in Client().get(path).content.decode()
    charge = charged(office, dossier, waits=False)
    assert reverse("payments:pay", args=[charge.link]) in Client().get(path).content.decode()
    paid(office, charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID
    assert "Không cần nộp nữa" in Client().get(path).content.decode()


def test_a_second_press_finds_the_charge_of_the_first_and_later_another_is_made(office: Office) -> None:
    dossier = make_dossier(office)
    first, again = charged(office, dossier, waits=False), charged(office, dossier, waits=False)
    assert first.pk == again.pk
    later = charge_dossier(
        dossier_id=dossier.pk, asked=ASKED, waits=False, by=office.receptionist, now=NOW + PRESSED_TWICE * 2
    )
    assert later.pk != first.pk


def test_a_paid_charge_meets_a_procedure_that_asks_for_payment_and_an_open_one_does_not() -> None:
    office = make_office(fee=FEE, acts=[{"action": "decide", "needs": ["payment"]}])
    make_book(office.unit)
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=False)
    with pytest.raises(NeedMissing):
        meet_procedure(dossier, Action.DECIDE)
    paid(office, charge)
    meet_procedure(dossier, Action.DECIDE)


def test_whoever_hands_the_result_over_reads_what_is_still_owed(office: Office) -> None:
    dossier = make_dossier(office, State.DECIDED)
    charge = charge_dossier(dossier_id=dossier.pk, asked=ASKED, waits=False, by=office.receptionist, now=NOW)
    client = sign_in(Client(), office.receptionist)
    path = reverse("onestop_staff:act", args=[dossier.code, "tra-ket-qua"])
    shown = client.get(path).content.decode()
    assert ("Còn khoản chưa nộp đủ" in shown, charge.code in shown, "800.000 đồng" in shown) == (True, True, True)
    take_cash(code=charge.code, amount=800_000, nonce="x", by=office.receptionist, now=NOW)
    assert "Còn khoản chưa nộp đủ" not in client.get(path).content.decode()


def test_the_page_of_a_charge_leads_whoever_may_read_it_back_to_the_dossier(office: Office) -> None:
    dossier = make_dossier(office)
    charge = charged(office, dossier, waits=False)
    page, back = reverse("payments_staff:charge", args=[charge.code]), f'href="/can-bo/ho-so/{dossier.code}/"'
    assert back in sign_in(Client(), office.receptionist).get(page).content.decode()
    assert back in sign_in(Client(), office.receptionist).get(f"{page}tien-mat/").content.decode()
    elsewhere = make_unit()  # the dossier went there; what was charged stays in these books
    Dossier.objects.filter(pk=dossier.pk).update(receiving_unit=elsewhere, deciding_unit=elsewhere)
    shown = sign_in(Client(), office.receptionist).get(page).content.decode()
    assert (back in shown, dossier.code in shown) == (False, True)
