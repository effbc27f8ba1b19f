"""Every form of both circulars: chosen by the day, filled from the dossier, read back from the PDF; nothing typed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.documents.book_files import book_pdf, book_table
from motcua.foundation.documents.dates import moment_in_words
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.official_forms import OfficialForm, official_forms
from motcua.foundation.registers.models import Book
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.letters import LETTERS, letter_pdf
from motcua.services.onestop.models import Dossier, Outcome
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.foundation.documents.paper import pages_of, text_of

pytestmark = pytest.mark.django_db
DAYS = {
    "01/2018/TT-VPCP": datetime(2019, 4, 8, 8, 30, tzinfo=ZONE),
    "03/2025/TT-VPCP": datetime(2025, 7, 7, 8, 30, tzinfo=ZONE),
}
REASON = "Cần xác minh thêm tại thực địa."


def put_off(office: Office, now: datetime) -> Dossier:
    dossier = make_dossier(office, State.IN_PROCESS, now=now)
    day = dossier.next_due_at.astimezone(ZONE).date()
    new = next(day + timedelta(days=more) for more in (1, 2, 3, 4) if (day + timedelta(days=more)).weekday() < 5)
    return apologise(dossier_id=dossier.pk, reason=REASON, new_day=new, by=office.leader, now=now + timedelta(hours=1))


def gone_through(office: Office, now: datetime) -> Dossier:
    return make_dossier(office, State.RETURNED, now=now)


def brought_to(state: State) -> Callable[[Office, datetime], Dossier]:
    return lambda office, now: make_dossier(office, state, now=now)


# the kind of form → how a dossier comes to it, the letters that show it, and words that must stand in them
FILLED: dict[str, tuple[Callable[[Office, datetime], Dossier], tuple[str, ...], tuple[str, ...]]] = {
    "receipt": (brought_to(State.ACCEPTED), ("receipt", "receipt80"), ("10 ngày làm việc", "Đơn đề nghị")),
    "supplement": (
        brought_to(State.AWAITING_SUPPLEMENT),
        ("supplement", "supplement80"),
        ("Bản nộp bị mờ.", "Giấy tờ chưa đọc được."),
    ),
    "refusal": (
        brought_to(State.REJECTED),
        ("refusal", "refusal80"),
        ("Không đúng thẩm quyền.", "Nghị định 61/2018/NĐ-CP"),
    ),
    "apology": (put_off, ("apology", "apology80"), (REASON, "xin lỗi", "Phạm Thị Ký", "01/XL")),
    "stop": (
        brought_to(State.STOPPED),
        ("stop", "stop80"),
        ("Quá hạn bổ sung.", "Nghị định 61/2018", "Phạm Thị Ký", "01/DHS"),
    ),
    "control": (
        gone_through,
        ("control", "control80"),
        ("Chuyển bước", "Bước decision", "Lê Văn Thẩm", "Trước hạn"),
    ),
}


@pytest.mark.parametrize("form", official_forms(), ids=lambda form: f"{form.circular} {form.number}")
def test_each_form_is_filled_from_what_happened_and_can_be_read_back(form: OfficialForm) -> None:
    now = DAYS[form.circular]
    office = make_office(now=now)
    if form.kind == "register":
        check_register(form, office, now)
        return
    make, letters, words = FILLED[form.kind]
    dossier = make(office, now)
    for key in letters:
        pdf = letter_pdf(dossier, key, now=now + timedelta(hours=9))
        assert pdf is not None
        told = text_of(pdf)
        for word in (dossier.code, "Nguyễn Thị Ánh", form.name.upper(), *words):
            assert word in told, (key, word)
        assert f"Mẫu số {form.number} (Thông tư số {form.circular})" in told, key


def check_register(form: OfficialForm, office: Office, now: datetime) -> None:
    dossier = make_dossier(office, State.RETURNED, now=now)
    told = text_of(book_pdf(book_table(Book.objects.get()), now=now))
    received = f"{now + timedelta(minutes=0):%d/%m/%Y}"
    for word in (f"Mẫu số {form.number} (Thông tư số {form.circular})", form.name.upper(), received, "Nguyễn Thị Ánh"):
        assert word in told, word
    assert dossier.code in told.replace(" ", "")


def test_every_kind_of_form_is_in_the_table() -> None:
    assert {form.kind for form in official_forms()} == {*FILLED, "register"}
    shown = {kind.form for kind in LETTERS.values() if kind.form}
    assert shown == set(FILLED)


def test_every_form_but_the_book_has_both_papers() -> None:
    assert {key for key in LETTERS if key.endswith("80")} == {f"{kind}80" for kind in FILLED}
    assert {kind.form for key, kind in LETTERS.items() if key.endswith("80")} == set(FILLED)


@pytest.mark.parametrize(
    ("act", "state", "number", "form"),
    [(Action.STOP, State.STOPPED, "01/DHS", ""), (Action.REJECT, State.REJECTED, "01/TCHS", "03")],
)
def test_a_letter_that_the_circular_has_no_form_for_is_issued_as_a_plain_one(
    act: Action, state: State, number: str, form: str
) -> None:
    now = DAYS["01/2018/TT-VPCP"]
    dossier = make_dossier(make_office(now=now), state, now=now)
    event = dossier.events.get(kind=act)
    jobs.issue_letter(dossier.pk, event.seq)
    issued = IssuedDocument.objects.get(about_id=str(dossier.pk), number=number)
    assert issued.form_number == form
    told = text_of(letter_pdf(dossier, issued.kind, now=now) or b"")
    assert ("Mẫu số" in told) == bool(form)


def test_the_control_slip_tells_every_hop_with_how_its_time_was_kept() -> None:
    now = DAYS["01/2018/TT-VPCP"]
    office = make_office(now=now)
    dossier = make_dossier(office, State.IN_PROCESS, now=now)
    late = datetime(2019, 4, 18, 9, tzinfo=ZONE)  # 48 working hours of the examination ended on the 17th
    hand_over(dossier_id=dossier.pk, by=office.specialist, note="Đã thẩm định.", now=late)
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=late + timedelta(hours=1))
    dossier.refresh_from_db()
    pdf = letter_pdf(dossier, "control", now=late)
    told = text_of(pdf or b"")
    assert "Địa chỉ: " in told
    assert told.count("Quá hạn") == 1
    assert "Kết quả giải quyết: Trước hạn" in told
    assert "Đã thẩm định." in told
    assert pages_of(pdf or b"") == 1


def test_forms_are_marked_until_somebody_compares_them() -> None:
    assert not any(form.verified for form in official_forms())
    assert {form.valid_from for form in official_forms()} == {date(2019, 1, 8), date(2025, 7, 1)}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.ON_HOLD, "Đang tạm dừng, tính lại khi giải quyết tiếp"),
        (State.AWAITING_PAYMENT, "Đang tạm dừng, tính lại khi giải quyết tiếp"),
        (State.WITHDRAWN, "Không còn hẹn trả kết quả"),
    ],
)
def test_the_control_slip_promises_no_day_that_the_look_up_does_not(state: State, told: str) -> None:
    dossier = make_dossier(make_office(), state)
    words = " ".join(text_of(letter_pdf(dossier, "control", now=NOW) or b"").split())
    assert dossier.told_due_at is None
    assert (told in words, moment_in_words(dossier.next_due_at) in words) == (True, False)
