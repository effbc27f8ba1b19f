"""A coordinator enters a letter, settles what was not understood, and confirms it; whoever it names reads it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.worktime import clock
from motcua.replication.directives.models import Directive, DirectiveState, Requirement
from motcua.replication.directives.reference import load_dispatch_554
from tests.factories.directives import NOW, make_directive, upload
from tests.factories.units import make_staff, make_unit, sign_in
from tests.replication.directives.letters import letter

LIST = "/can-bo/nhan-rong/chi-dao/"


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def district(db: None) -> Unit:
    """The district with its real units."""
    load_tan_binh(by=Actor.system(), now=NOW)
    return unit_by_reference("tan-binh")


@pytest.fixture
def coordinator(district: Unit) -> Staff:
    """The coordinator of the district and all below it."""
    return make_staff(role=Role.COORDINATOR, unit=district, with_children=True)


@pytest.fixture
def browser(coordinator: Staff) -> Client:
    """The coordinator's browser."""
    return sign_in(Client(), coordinator)


def send(browser: Client, district: Unit, data: bytes, name: str = "cong-van.txt", **typed: str) -> Directive:
    file = SimpleUploadedFile(name, data)
    answer = browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "file": file, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return Directive.objects.get()


def test_a_letter_in_word_becomes_a_proposal_that_only_its_coordinators_see(browser: Client, district: Unit) -> None:
    directive = send(browser, district, letter("chi-thi"), "chi-thi.docx")
    assert directive.state == DirectiveState.PROPOSED
    assert directive.source is not None
    page = browser.get(f"{LIST}{directive.pk}/")
    assert "Chưa hiểu thời hạn" in page.content.decode()
    ward = make_staff(role=Role.LEADER, unit=unit_by_reference("tan-binh/phuong-4"))
    assert sign_in(Client(), ward).get(f"{LIST}{directive.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "rong.txt", "không có nội dung"),
        ("Hôm nay trời đẹp.\n".encode(), "thu.txt", "không giống một văn bản hành chính"),
        (b"PK\x03\x04 hong", "hong.docx", "bị hỏng"),
        (b"\x89PNG\r\n\x1a\n\0\0", "anh.png", "Chỉ đọc được tệp văn bản"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_with_the_reason(
    browser: Client, district: Unit, data: bytes, name: str, reason: str
) -> None:
    file = SimpleUploadedFile(name, data)
    answer = browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "file": file})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Directive.objects.exists()


def test_the_same_letter_is_not_entered_twice(browser: Client, district: Unit) -> None:
    send(browser, district, letter("quyet-dinh-quan"))
    file = SimpleUploadedFile("lan-hai.txt", letter("quyet-dinh-quan"))
    answer = browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "file": file})
    assert answer.status_code == 422
    assert "đã có trên hệ thống" in answer.content.decode()


def test_a_head_that_cannot_be_read_is_said_by_a_person(browser: Client, district: Unit) -> None:
    text = letter("quyet-dinh-quan").decode().replace("Số: 812/QĐ-UBND", "Số:      /QĐ-UBND")
    answer = browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "text": text})
    assert "Chưa đọc được số" in answer.content.decode()
    answer = browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "text": text, "number": "812/QĐ-UBND"})
    assert answer.status_code == 302
    assert Directive.objects.get().number == "812/QĐ-UBND"


def settle(browser: Client, directive: Directive) -> None:
    """Settle every doubt of the plan of Ward 4: the two orders that name nobody are the ward's own."""
    for row in directive.requirements.exclude(doubt=""):
        directive.refresh_from_db()
        typed = {
            "version": str(directive.version),
            "number": row.number,
            "text": row.text,
            "due_on": row.due_on.isoformat() if row.due_on else "",
            "starts_on": row.starts_on.isoformat() if row.starts_on else "",
            "repeats": row.repeats,
            "named": "Ủy ban nhân dân Phường 4",
        }
        answer = browser.post(f"{LIST}{directive.pk}/yeu-cau/{row.pk}/", typed)
        assert answer.status_code == 302, answer.content.decode()


def test_a_proposal_is_confirmed_once_every_doubt_is_settled(browser: Client, district: Unit) -> None:
    directive = send(browser, district, letter("ke-hoach-phuong"))
    address = f"{LIST}{directive.pk}/xac-nhan/"
    answer = browser.post(address, {"version": str(directive.version)}, follow=True)
    assert "chưa hiểu" in answer.content.decode()
    directive.refresh_from_db()
    assert directive.state == DirectiveState.PROPOSED
    settle(browser, directive)
    directive.refresh_from_db()
    browser.post(address, {"version": str(directive.version)})
    directive.refresh_from_db()
    assert directive.state == DirectiveState.CONFIRMED
    assert [change.act for change in directive.changes.all()] == ["upload", *["correct"] * 2, "confirm"]
    ward = make_staff(role=Role.LEADER, unit=unit_by_reference("tan-binh/phuong-4"))
    page = sign_in(Client(), ward).get(f"{LIST}{directive.pk}/").content.decode()
    assert "phải làm" in page
    assert "04/05/2019" in page


def test_of_two_people_who_correct_the_second_sees_the_first_and_loses_nothing(browser: Client, district: Unit) -> None:
    directive = send(browser, district, letter("ke-hoach-phuong"))
    seen = str(directive.version)
    row = directive.requirements.get(number="II.1")
    other = sign_in(Client(), make_staff(role=Role.COORDINATOR, unit=district, name="Lê Thị Hoa"))
    first = {"version": seen, "number": "II.1", "text": "Niêm yết lịch.", "repeats": "once", "named": "Phường 4"}
    assert other.post(f"{LIST}{directive.pk}/yeu-cau/{row.pk}/", first).status_code == 302
    second = {"version": seen, "number": "II.1", "text": "Chữ của người thứ hai", "repeats": "once"}
    answer = browser.post(f"{LIST}{directive.pk}/yeu-cau/{row.pk}/", second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Lê Thị Hoa" in page
    assert "Chữ của người thứ hai" in page
    row.refresh_from_db()
    assert row.text == "Niêm yết lịch."


def test_an_unclear_passage_becomes_a_requirement_or_is_set_aside(browser: Client, district: Unit) -> None:
    text = (
        letter("ke-hoach-phuong")
        .decode()
        .replace("    Trên đây là", "    Yêu cầu các bộ phận thực hiện nghiêm túc.\n\n    Trên đây là")
    )
    directive = send(browser, district, text.encode())
    passage = directive.unclear.get()
    typed = {
        "version": str(directive.version),
        "number": "IV",
        "text": passage.text,
        "repeats": "once",
        "named": "Phường 4",
    }
    answer = browser.post(f"{LIST}{directive.pk}/yeu-cau/0/?tu={passage.pk}", typed)
    assert answer.status_code == 302
    made = directive.requirements.get(number="IV")
    assert (made.first_line, made.doubt) == (passage.first_line, "")
    assert not directive.unclear.exists()


def test_a_name_that_means_no_unit_is_refused_and_nothing_is_written(browser: Client, district: Unit) -> None:
    directive = send(browser, district, letter("ke-hoach-phuong"))
    row = directive.requirements.get(number="II.1")
    typed = {"version": str(directive.version), "number": "II.1", "text": "x", "repeats": "once", "named": "Tổ 12"}
    answer = browser.post(f"{LIST}{directive.pk}/yeu-cau/{row.pk}/", typed)
    assert answer.status_code == 422
    assert "Tổ 12" in answer.content.decode()
    assert not Requirement.objects.get(pk=row.pk).units.exists()


def test_what_is_confirmed_is_not_changed_any_more(browser: Client, district: Unit) -> None:
    directive = load_dispatch_554(by=Actor.system(), now=NOW)
    row = directive.requirements.get(number="2.2")
    typed = {"version": str(directive.version), "number": "2.2", "text": "khác", "repeats": "once"}
    answer = browser.post(f"{LIST}{directive.pk}/yeu-cau/{row.pk}/", typed)
    assert answer.status_code == 422
    assert "đã được xác nhận" in answer.content.decode()


def test_the_dispatch_is_read_by_those_it_names_and_by_no_stranger(district: Unit) -> None:
    directive = load_dispatch_554(by=Actor.system(), now=NOW)
    for reference in ("tan-binh/phuong-15", "tan-binh/thue", "hcm/so-noi-vu", "binh-thanh"):
        reader = make_staff(role=Role.LEADER, unit=unit_by_reference(reference))
        page = sign_in(Client(), reader).get(f"{LIST}{directive.pk}/")
        assert page.status_code == 200, reference
    stranger = make_staff(role=Role.LEADER, unit=make_unit(name="Ủy ban nhân dân Quận 3", short_name="Quận 3"))
    browser = sign_in(Client(), stranger)
    for address in ("", "van-ban/", "tep/"):
        assert browser.get(f"{LIST}{directive.pk}/{address}").status_code == 404
    assert "554/UBND-CCHC" not in browser.get(LIST).content.decode()


def test_the_text_of_the_dispatch_has_an_address_for_every_line(browser: Client, district: Unit) -> None:
    directive = load_dispatch_554(by=Actor.system(), now=NOW)
    page = browser.get(f"{LIST}{directive.pk}/van-ban/").content.decode()
    assert 'id="dong-119"' in page
    assert f"{LIST}{directive.pk}/van-ban/#dong-119" in browser.get(f"{LIST}{directive.pk}/").content.decode()


def test_a_target_is_set_for_a_directive_in_force(browser: Client, district: Unit) -> None:
    directive = load_dispatch_554(by=Actor.system(), now=NOW)
    typed = {
        "version": str(directive.version),
        "measure": "onestop:filed",
        "value": "120",
        "from_day": "2019-05-01",
        "named": "Ủy ban nhân dân 15 phường",
    }
    answer = browser.post(f"{LIST}{directive.pk}/chi-tieu/", typed)
    assert answer.status_code == 302, answer.content.decode()
    target = directive.targets.get()
    assert (target.value, target.from_day, target.units.count()) == (120, date(2019, 5, 1), 15)
    page = browser.get(f"{LIST}{directive.pk}/").content.decode()
    assert "120" in page
    assert "giao chỉ tiêu: Hồ sơ nhận được" in page
    browser.cookies["motcua_language"] = "en"
    form = browser.get(f"{LIST}{directive.pk}/chi-tieu/").content.decode()
    assert "Ward 15 People" in form


def test_a_directive_is_ended_with_a_day_and_a_reason_and_once(browser: Client, district: Unit) -> None:
    directive = load_dispatch_554(by=Actor.system(), now=NOW)
    address = f"{LIST}{directive.pk}/ket-thuc/"
    typed = {"version": str(directive.version), "ended_on": f"{NOW:%Y-%m-%d}", "reason": "Thay bằng kế hoạch năm sau."}
    for wrong, words in (
        ({"ended_on": "2019-04-08"}, "từ ngày ban hành đến hôm nay"),
        ({"ended_on": "2030-01-01"}, "từ ngày ban hành đến hôm nay"),
        ({"reason": " "}, "Chưa ghi lý do."),
    ):
        answer = browser.post(address, typed | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert browser.post(address, typed).status_code == 302
    directive.refresh_from_db()
    assert (directive.ended_on, directive.ended_reason) == (NOW.date(), "Thay bằng kế hoạch năm sau.")
    page = browser.get(f"{LIST}{directive.pk}/").content.decode()
    assert "Hết hiệu lực sau ngày" in page
    assert "ket-thuc" not in page
    assert browser.post(address, typed).status_code == 302
    directive.refresh_from_db()
    assert directive.changes.filter(act="end").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    browser: Client, district: Unit, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _number in range(rows):
        make_directive(issuer=district, units=(unit_by_reference("tan-binh/phuong-4"),))
    browser.get(LIST)
    with django_assert_num_queries(6):  # type: ignore[operator]
        browser.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_as_many_queries_for_one_requirement_as_for_three(
    browser: Client, district: Unit, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    ward = unit_by_reference("tan-binh/phuong-4")
    directive = make_directive(issuer=district, units=(ward,), requirements=rows)
    browser.get(f"{LIST}{directive.pk}/")
    with django_assert_num_queries(15):  # type: ignore[operator]
        browser.get(f"{LIST}{directive.pk}/")


def test_the_next_deadline_of_the_list_is_one_to_come(browser: Client, district: Unit, now: datetime) -> None:
    make_directive(issuer=district, due_on=date(2019, 4, 1))
    make_directive(issuer=district, due_on=(NOW + timedelta(days=3)).date())
    page = browser.get(LIST).content.decode()
    assert "13/04/2019" in page
    assert "01/04/2019" not in page


def test_a_coordinator_of_elsewhere_enters_nothing_for_this_district(district: Unit) -> None:
    elsewhere = make_unit(name="Ủy ban nhân dân Quận 3", short_name="Quận 3")
    browser = sign_in(Client(), make_staff(role=Role.COORDINATOR, unit=elsewhere))
    file = SimpleUploadedFile("cv.txt", letter("quyet-dinh-quan"))
    assert browser.post(f"{LIST}tai-len/", {"keeper": str(district.pk), "file": file}).status_code == 422
    assert not Directive.objects.exists()


def test_a_letter_of_the_city_is_kept_by_the_district_that_received_it(coordinator: Staff, district: Unit) -> None:
    directive = upload(letter("cong-van-thanh-pho"), keeper=district, by=coordinator)
    assert directive.issuer.reference == "hcm"
    assert directive.keeper == district
    assert directive.steward_id == district.pk
