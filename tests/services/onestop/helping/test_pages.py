"""Filing with help on pages: for whom on each, the helper's alone, nothing of the citizen afterwards."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.helping.actions.end_membership import end_membership
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.consent_code import GUESSES, consent_code
from motcua.services.onestop.models import AdvisoryTeam, ConsentWay, Dossier, HelpedFiling, TeamMember
from tests.factories.attachments import make_pdf
from tests.factories.helping import NAME, NUMBER, PHONE, Helpers, fill_in, make_filing, make_helped
from tests.factories.onestop import NOW, make_document, make_procedure
from tests.factories.units import make_staff, sign_in

CARD = "079190000123|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ba Vân, Phường 14, Tân Bình, TP. Hồ Chí Minh|01012022"
SECRETS = (NAME, NUMBER, PHONE)
MOMENT = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    return MOMENT


@pytest.fixture
def phone(helpers: Helpers) -> Client:
    """The volunteer's phone."""
    return sign_in(Client(), helpers.helper)


@pytest.fixture
def desk(helpers: Helpers) -> Client:
    """The leader's browser."""
    return sign_in(Client(), helpers.office.leader)


def shown(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"helping:{name}", args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def form_of(helpers: Helpers, **changes: object) -> dict[str, object]:
    return {
        "capacity": f"to-{helpers.team.pk}",
        "unit": helpers.office.unit.pk,
        "full_name": NAME,
        "identity_number": NUMBER,
        "phone": PHONE,
        "relation": "duty",
        "way": "code",
        "was_read": "on",
    } | changes


def test_from_the_consent_to_the_code_for_the_citizen(helpers: Helpers, phone: Client) -> None:
    begin = reverse("helping:begin", args=[helpers.office.slug])
    answer = phone.post(begin, form_of(helpers))
    helped = HelpedFiling.objects.get()
    assert answer.headers["Location"] == reverse("helping:code", args=[helped.pk])
    assert phone.get(reverse("helping:check", args=[helped.pk])).headers["Location"] == answer.headers["Location"]
    agreed = phone.post(answer.headers["Location"], {"code": consent_code(helped)})
    assert agreed.headers["Location"] == reverse("helping:section", args=[helped.pk, "person"])
    for name, args in (("section", ["person"]), ("papers", []), ("check", [])):
        assert f"Đang nộp giúp cho {NAME}" in shown(phone, name, helped.pk, *args)
    assert NUMBER in shown(phone, "section", helped.pk, "person")
    person = {"full_name": NAME, "identity_number": NUMBER, "phone": PHONE}
    phone.post(reverse("helping:section", args=[helped.pk, "person"]), person)
    phone.post(reverse("helping:section", args=[helped.pk, "matter"]), {"is_renewal": "no", "purpose": "Bán lẻ"})
    paper = SimpleUploadedFile("don.pdf", make_pdf(), "application/pdf")
    phone.post(reverse("helping:papers", args=[helped.pk]), {"file-request": paper, "go-on": "1"})
    sent = phone.post(reverse("helping:check", args=[helped.pk]), {"result_by": "counter", "truthful": "on"})
    assert sent.headers["Location"] == reverse("helping:confirmation", args=[helped.pk])
    dossier = Dossier.objects.get()
    page = shown(phone, "confirmation", helped.pk)
    assert dossier.token in page
    assert not any(secret in page for secret in SECRETS)


def test_the_last_word_says_that_it_was_read_back(helpers: Helpers, phone: Client) -> None:
    helped = make_filing(helpers)
    fill_in(helped)
    answer = phone.post(reverse("helping:check", args=[helped.pk]), {"result_by": "counter"})
    assert "đọc lại" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_scanned_card_fills_the_page_and_the_form(helpers: Helpers, phone: Client) -> None:
    begin = reverse("helping:begin", args=[helpers.office.slug])
    page = phone.post(begin, {"the-can-cuoc": CARD, "phone": PHONE}).content.decode()
    for told in ("Nguyễn Thị Ánh", "079190000123", PHONE, "Chưa lưu gì cả"):
        assert told in page
    assert not HelpedFiling.objects.exists()
    given = form_of(helpers, card=CARD, identity_number="079190000123", way="witness", witness="Bà Tổ Trưởng")
    phone.post(begin, given)
    draft = HelpedFiling.objects.get().draft
    assert draft is not None
    assert draft.answers["address"]["street"] == "12 Ba Vân"


def test_a_card_whose_number_was_typed_over_fills_nothing_in(helpers: Helpers, phone: Client) -> None:
    given = form_of(helpers, card=CARD, way="witness", witness="Bà Tổ Trưởng")
    phone.post(reverse("helping:begin", args=[helpers.office.slug]), given)
    draft = HelpedFiling.objects.get().draft
    assert draft is not None
    assert "address" not in draft.answers


def test_what_is_wrong_is_said_and_what_was_typed_stays(helpers: Helpers, phone: Client) -> None:
    begin = reverse("helping:begin", args=[helpers.office.slug])
    answer = phone.post(begin, form_of(helpers, way="paper"))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Chưa kèm ảnh hoặc bản quét giấy đồng ý" in page
    assert NUMBER in page


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("paper", {"way": "paper"}),
        ("witness", {"way": "witness"}),
        ("phone", {"phone": "12"}),
        ("phone", {"phone": ""}),
        ("email", {"email": "không phải thư"}),
        ("identity_number", {"identity_number": "123"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    helpers: Helpers, phone: Client, field: str, given: dict[str, object]
) -> None:
    answer = phone.post(reverse("helping:begin", args=[helpers.office.slug]), form_of(helpers, **given))
    page = answer.content.decode()
    assert (answer.status_code, f'id="id_{field}_error"' in page) == (400, True)
    assert f'<a href="#id_{field}">' in page
    assert "chọn lại tệp" not in page  # none was chosen


def test_a_bad_file_is_told_at_the_file_which_is_chosen_again(helpers: Helpers, phone: Client) -> None:
    bad = SimpleUploadedFile("dong-y.pdf", b"MZ this is a program", "application/pdf")
    answer = phone.post(reverse("helping:begin", args=[helpers.office.slug]), form_of(helpers, way="paper", paper=bad))
    page = answer.content.decode()
    assert 'id="id_paper_error"' in page
    assert "chọn lại tệp" in page


def test_papers_are_a_step_only_where_the_answers_call_for_any(helpers: Helpers, phone: Client) -> None:
    only_then = make_document().papers[1].model_dump(mode="json", exclude_defaults=True)
    procedure = make_procedure(units=[helpers.office.unit], papers=[only_then])
    helped = make_filing(helpers, slug=procedure.slug)
    matter = reverse("helping:section", args=[helped.pk, "matter"])
    check, papers = (reverse(f"helping:{name}", args=[helped.pk]) for name in ("check", "papers"))
    assert phone.post(matter, {"is_renewal": "no", "purpose": "Bán lẻ"}).headers["Location"] == check
    assert phone.get(papers).headers["Location"] == check
    page = shown(phone, "check", helped.pk)
    assert "<h2>Giấy tờ</h2>" not in page
    assert papers not in page
    assert phone.post(matter, {"is_renewal": "yes", "purpose": "Bán lẻ"}).headers["Location"] == papers
    assert "Giấy phép cũ" in shown(phone, "papers", helped.pk)
    assert "<h2>Giấy tờ</h2>" in shown(phone, "check", helped.pk)


def test_members_are_not_offered_to_join_again(helpers: Helpers, desk: Client) -> None:
    page = shown(desk, "team", helpers.team.pk)
    offered = page.partition('<select name="staff"')[2].partition("</select>")[0]
    assert helpers.office.receptionist.full_name in offered
    assert helpers.helper.full_name not in offered
    end_membership(member_id=TeamMember.objects.get(staff=helpers.helper).pk, by=helpers.office.leader, now=NOW)
    page = shown(desk, "team", helpers.team.pk)
    assert helpers.helper.full_name in page.partition('<select name="staff"')[2].partition("</select>")[0]


def test_after_filing_the_helper_sees_code_and_state_and_nothing_of_the_citizen(
    helpers: Helpers, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = make_helped(helpers)
    helped = HelpedFiling.objects.get()
    assert phone.get(reverse("helping:receipt", args=[helped.pk])).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))
    for page in (shown(phone, "home"), shown(phone, "confirmation", helped.pk)):
        assert dossier.code in page
        assert "Mới đăng ký" in page
        assert not any(secret in page for secret in (*SECRETS, dossier.token, dossier.procedure.title_vi))
    late = phone.get(reverse("helping:receipt", args=[helped.pk]))
    assert (late.status_code, "30 phút" in late.content.decode()) == (410, True)
    for name, args in (("section", ["person"]), ("papers", []), ("check", [])):
        answer = phone.get(reverse(f"helping:{name}", args=[helped.pk, *args]))
        assert answer.headers["Location"] == reverse("helping:confirmation", args=[helped.pk])


def test_in_english_the_history_says_that_somebody_objected(helpers: Helpers, desk: Client) -> None:
    dossier = make_helped(helpers)
    object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ ai.", by=Actor.citizen(), now=MOMENT)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = desk.get(f"/can-bo/ho-so/{dossier.code}/", follow=True).content.decode()
    assert ">Objected to the help</td>" in page
    assert ">Dossier filed</td>" in page
    assert ">Object to the help</td>" not in page


def test_a_filing_is_its_helpers_alone(helpers: Helpers, desk: Client) -> None:
    helped = make_filing(helpers)
    mate, counter = sign_in(Client(), helpers.mate), sign_in(Client(), helpers.office.receptionist)
    for client in (mate, counter, desk):
        for name in ("check", "papers", "confirmation", "code"):
            assert client.get(reverse(f"helping:{name}", args=[helped.pk])).status_code == 404
        assert client.post(reverse("helping:give_up", args=[helped.pk])).status_code == 404
    assert NAME not in shown(mate, "home")
    assert HelpedFiling.objects.get() == helped


def test_whoever_left_the_team_is_shut_out_at_once_and_may_only_give_up(helpers: Helpers, phone: Client) -> None:
    helped = make_filing(helpers)
    member = TeamMember.objects.get(staff=helpers.helper)
    end_membership(member_id=member.pk, by=helpers.office.leader, now=NOW)
    for name, args in (("check", [helped.pk]), ("begin", [helpers.office.slug]), ("choose", [])):
        assert phone.get(reverse(f"helping:{name}", args=args)).status_code == 404
    assert phone.post(reverse("helping:give_up", args=[helped.pk])).status_code == 302
    assert not HelpedFiling.objects.exists()


def test_the_code_can_be_sent_again(helpers: Helpers, phone: Client) -> None:
    helped = make_filing(helpers, way=ConsentWay.CODE)
    old = consent_code(helped)
    phone.post(reverse("helping:code_again", args=[helped.pk]))
    answer = phone.post(reverse("helping:code", args=[helped.pk]), {"code": old})
    assert answer.status_code == 400
    helped.refresh_from_db()
    assert consent_code(helped) != old


def test_after_too_many_wrong_codes_no_new_one_is_offered(helpers: Helpers, phone: Client) -> None:
    helped = make_filing(helpers, way=ConsentWay.CODE)
    wrong = "000000" if consent_code(helped) != "000000" else "111111"
    again = reverse("helping:code_again", args=[helped.pk])
    for guess in range(1, GUESSES + 1):
        page = phone.post(reverse("helping:code", args=[helped.pk]), {"code": wrong}).content.decode()
        assert ((again in page), ("sai quá nhiều lần" in page)) == (guess < GUESSES, guess == GUESSES)
    assert again not in shown(phone, "code", helped.pk)
    refused = phone.post(again)
    assert "sai quá nhiều lần" in refused.content.decode()


def test_a_leader_keeps_the_teams(helpers: Helpers, desk: Client) -> None:
    office = helpers.office
    given = {
        "unit": office.unit.pk,
        "name": "Tổ công nghệ số cộng đồng 1",
        "name_en": "Community digital team 1",
        "kind": "digital",
        "document": "",
        "formed_on": "08/04/2019",
    }
    answer = desk.post(reverse("helping:teams"), given)
    team = AdvisoryTeam.objects.get(kind="digital")
    assert answer.headers["Location"] == reverse("helping:team", args=[team.pk])
    assert team.name_en == "Community digital team 1"
    newcomer = make_staff(role=Role.VOLUNTEER, unit=office.unit, name="Bùi Thị Mới")
    joined = {"staff": newcomer.pk, "first_day": "08/04/2019", "last_day": ""}
    desk.post(reverse("helping:team", args=[team.pk]), joined)
    member = team.members.get()
    assert "Bùi Thị Mới" in shown(desk, "team", team.pk)
    desk.post(reverse("helping:end_membership", args=[team.pk, member.pk]))
    member.refresh_from_db()
    assert member.ended_at == MOMENT
    desk.post(reverse("helping:close_team", args=[team.pk]))
    assert "Ngừng hoạt động" in shown(desk, "teams")


def test_a_team_shows_how_many_it_filed(helpers: Helpers, desk: Client) -> None:
    make_helped(helpers)
    make_filing(helpers)
    page = shown(desk, "teams")
    assert 'data-label="Thành viên hôm nay">2</td>' in page
    assert 'data-label="Hồ sơ nộp giúp trong 12 tháng">1</td>' in page


def test_the_page_of_the_dossier_says_who_helped_and_how_it_was_agreed(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    counter = sign_in(Client(), helpers.office.receptionist)
    page = counter.get(reverse("onestop_staff:dossier", args=[dossier.code])).content.decode()
    for told in ("Người nộp giúp", helpers.helper.full_name, helpers.team.name, "Bà Tổ Trưởng", "chưa kiểm chứng"):
        assert told in page
    assert "Nộp giúp" in counter.get(reverse("onestop_staff:home")).content.decode()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("onestop_staff:act", ["yeu-cau-bo-sung"]),
        ("onestop_staff:act", ["phan-doi-nop-giup"]),
        ("complaints:new", []),
    ],
)
def test_every_page_about_the_dossier_says_who_filed_it_for_whom(helpers: Helpers, name: str, more: list[str]) -> None:
    counter, dossier = sign_in(Client(), helpers.office.receptionist), make_helped(helpers)
    told = counter.get(reverse(name, args=[dossier.code, *more])).content.decode()
    assert f"Nộp giúp cho: {NAME}. Người nộp giúp: {helpers.helper.full_name}, " in told


def test_the_applicant_objects_at_the_look_up_after_giving_their_number(helpers: Helpers) -> None:
    dossier, client = make_helped(helpers), Client()
    status = reverse("onestop:status", args=[dossier.token])
    page = client.get(status).content.decode()
    assert dossier.helper["under"] in page
    assert helpers.helper.full_name not in page
    address = reverse("onestop:object", args=[dossier.token])
    assert client.post(address, {"reason": "Tôi không nhờ ai."}).status_code == 400
    assert client.post(address, {"number": "079190054320"}).status_code == 400
    dossier.refresh_from_db()
    assert dossier.objected_at is None
    assert client.post(address, {"number": NUMBER}).headers["Location"] == address
    assert client.post(address, {"reason": " "}).status_code == 400
    assert client.post(address, {"reason": "Tôi không nhờ ai."}).headers["Location"] == status
    dossier.refresh_from_db()
    assert dossier.objected_at == MOMENT
    assert "đang được xác minh" in client.get(status).content.decode()
    again = client.get(address)
    assert (again.status_code, "đang được xác minh" in again.content.decode()) == (410, True)


def test_the_list_of_teams_takes_as_many_queries_for_one_as_for_three(
    helpers: Helpers, desk: Client, django_assert_max_num_queries: object
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(20) as taken:  # type: ignore[operator]
            desk.get(reverse("helping:teams"))
        return len(taken)

    one = queries()
    for number in (2, 3):
        AdvisoryTeam.objects.create(unit=helpers.office.unit, name=f"Tổ {number}", formed_on=NOW.date())
    assert queries() == one
