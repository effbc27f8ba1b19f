"""The follow-up book: how people are reached is for those who keep it, on the page and in the files."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.foundation.registers.models import Book
from motcua.foundation.units.models import Role
from motcua.services.onestop.book_masks import masked_contact
from tests.factories.onestop import Office, make_dossier
from tests.factories.units import make_staff, sign_in

WRITTEN = "0901234567"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        (WRITTEN, "090••••567"),
        ("12 Lê Lợi, Phường 4, Thành phố Hồ Chí Minh; 0901234567", "Phường 4, Thành phố Hồ Chí Minh; 090••••567"),
        ("Hẻm 3, số 12 Lê Lợi, Phường 4, Thành phố Hồ Chí Minh", "Phường 4, Thành phố Hồ Chí Minh"),
        ("12 Lê Lợi, Phường 4", "Phường 4"),
        ("12 Lê Lợi", "•••"),
        ("12 Lê Lợi, Phường 4, Hà Nội; anh@vidu.vn", "Phường 4, Hà Nội; a•••@vidu.vn"),
    ],
)
def test_the_column_of_address_and_telephone_is_dotted(written: str, shown: str) -> None:
    assert masked_contact(written) == shown


@pytest.mark.parametrize(
    ("role", "is_whole"),
    [
        (Role.RECEPTIONIST, True),
        (Role.CLERK, True),
        (Role.LEADER, True),
        (Role.AUDITOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_only_whoever_keeps_the_book_reads_how_people_are_reached(
    office: Office, client: Client, role: Role, *, is_whole: bool
) -> None:
    make_dossier(office, phone=WRITTEN)
    address = f"/can-bo/so/{Book.objects.get().pk}/"
    sign_in(client, make_staff(role=role, unit=office.unit))
    page = client.get(address).content.decode()
    assert (WRITTEN in page, "được che" in page) == (is_whole, not is_whole)
    sheet = load_workbook(BytesIO(client.get(f"{address}so.xlsx").content)).worksheets[0]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert (WRITTEN in told, "090••••567" in told) == (is_whole, not is_whole)


@pytest.mark.parametrize(
    ("role", "is_named"), [(Role.RECEPTIONIST, True), (Role.AUDITOR, True), (Role.ADMINISTRATOR, False)]
)
def test_whoever_only_looks_after_the_platform_reads_no_name_in_a_book(
    office: Office, client: Client, role: Role, *, is_named: bool
) -> None:
    make_dossier(office, full_name="Đinh Thị Ngọc")
    address = f"/can-bo/so/{Book.objects.get().pk}/"
    sign_in(client, make_staff(role=role, unit=office.unit))
    page = client.get(address).content.decode()
    assert ("Đinh Thị Ngọc" in page, "Họ tên, địa chỉ" in page) == (is_named, not is_named)
    sheet = load_workbook(BytesIO(client.get(f"{address}so.xlsx").content)).worksheets[0]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert ("Đinh Thị Ngọc" in told) == is_named
