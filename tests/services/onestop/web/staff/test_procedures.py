"""An administrator opens and closes the procedures of a unit; the public reads why."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.units.models import Role
from motcua.services.onestop.models import ProcedureOffer
from motcua.services.onestop.queries.offers import offers_of
from tests.factories.onestop import NOW, Office, make_version
from tests.factories.units import make_staff, make_unit, sign_in

ADDRESS = "/can-bo/thu-tuc/"


@pytest.fixture
def admin(office: Office) -> Client:
    """The browser of an administrator of the office's ward."""
    return sign_in(Client(), make_staff(unit=office.unit, role=Role.ADMINISTRATOR))


def offer(office: Office) -> ProcedureOffer:
    return ProcedureOffer.objects.get(unit=office.unit, procedure__slug=office.slug)


def test_a_procedure_is_closed_with_a_reason_and_opened_again(office: Office, admin: Client) -> None:
    assert "đang tiếp nhận" in admin.get(ADDRESS).content.decode()
    closing = f"{ADDRESS}?don-vi={office.unit.pk}&ngung={office.slug}"
    asked = admin.post(closing, {"reason": " "})
    assert (asked.status_code, 'id="id_reason_error"' in asked.content.decode()) == (400, True)
    assert admin.post(closing, {"reason": "Nâng cấp phần mềm đến 15/4."}).status_code == 302
    assert not offer(office).is_open
    page = admin.get(ADDRESS).content.decode()
    assert all(word in page for word in ("ngừng tiếp nhận", "Nâng cấp phần mềm đến 15/4.", "Mở tiếp nhận"))
    assert admin.post(ADDRESS, {"slug": office.slug}).status_code == 302
    assert offer(office).is_open


def test_a_procedure_never_received_can_be_opened(office: Office, admin: Client) -> None:
    slug = make_version(slug="thu-tuc-moi").procedure.slug
    assert "chưa mở" in admin.get(ADDRESS).content.decode()
    assert admin.post(ADDRESS, {"slug": slug}, follow=True).status_code == 200
    assert ProcedureOffer.objects.get(unit=office.unit, procedure__slug=slug).is_open


def test_what_nobody_can_work_on_is_not_opened(office: Office, admin: Client) -> None:
    """A new procedure is received nowhere when it is published: whether somebody is there is asked here."""
    office.specialist.is_active = False
    office.specialist.save(update_fields=["is_active"])
    slug = make_version(slug="thu-tuc-moi").procedure.slug
    told = unescape(admin.post(ADDRESS, {"slug": slug}, follow=True).content.decode())
    assert "không có ai giữ vai trò Chuyên viên thụ lý để làm bước “Bước examination”. Hãy phân công" in told
    assert not ProcedureOffer.objects.filter(unit=office.unit, procedure__slug=slug).exists()


def test_an_unknown_procedure_and_a_foreign_unit_are_not_found(office: Office, admin: Client) -> None:
    assert admin.post(ADDRESS, {"slug": "khong-co"}).status_code == 404
    assert admin.post(f"{ADDRESS}?don-vi={make_unit().pk}", {"slug": office.slug}).status_code == 404
    assert sign_in(Client(), office.leader).get(ADDRESS).status_code == 404


def test_a_unit_without_the_one_stop_is_told(office: Office) -> None:
    elsewhere = make_unit()
    admin = sign_in(Client(), make_staff(unit=elsewhere, role=Role.ADMINISTRATOR))
    assert "chưa triển khai dịch vụ một cửa" in admin.get(ADDRESS).content.decode()


def test_a_procedure_whose_office_is_missing_is_explained(office: Office, admin: Client) -> None:
    slug = make_version(slug="thu-tuc-khac", deciding_office="khong-co").procedure.slug
    page = admin.post(ADDRESS, {"slug": slug}, follow=True).content.decode()
    assert "Cơ quan giải quyết của thủ tục này chưa có trên hệ thống." in page


def test_the_list_asks_as_much_for_three_as_for_one(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for slug in ("", "hai", "ba"):
        if slug:
            make_version(slug=slug)
        with django_assert_num_queries(5):
            counts.append(len(offers_of(office.unit.pk, now=NOW).rows))
    assert counts == [1, 2, 3]
