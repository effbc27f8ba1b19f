"""Walk through the pages of a filing as a browser without JavaScript does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.services.onestop.models import Draft
from tests.factories.attachments import make_pdf
from tests.factories.onestop import Office

PERSON = {
    "full_name": "Nguyễn Thị Ánh",
    "identity_number": "079190012345",
    "phone": "0901234567",
    "email": "anh@vidu.vn",
    "address-street": "12 Hoàng Hoa Thám",
    "address-ward": "Phường 4, quận Tân Bình",
    "address-province": "Thành phố Hồ Chí Minh",
}
MATTER = {"is_renewal": "no", "purpose": "Bán lẻ"}
LAST_WORD = {"result_by": "counter", "truthful": "on"}


def start(client: Client, office: Office) -> str:
    """Begin a filing; return the address under which all its pages lie."""
    answer = client.post(f"/nop-ho-so/{office.slug}/", {"unit": office.unit.pk})
    assert answer.status_code == 302
    return str(answer["Location"]).removesuffix("person/")


def attach(client: Client, base: str, *, paper: str = "request", name: str = "don.pdf", content: bytes = b"") -> int:
    """Upload a file for a paper; return the status of the answer."""
    upload = SimpleUploadedFile(name, content or make_pdf(), "application/pdf")
    return client.post(f"{base}giay-to/", {"attach": paper, f"file-{paper}": upload}).status_code


def fill(client: Client, office: Office) -> str:
    """Fill every page up to the check; return the address under which they lie."""
    base = start(client, office)
    assert client.post(f"{base}person/", PERSON)["Location"] == f"{base}matter/"
    assert client.post(f"{base}matter/", MATTER)["Location"] == f"{base}giay-to/"
    assert attach(client, base) == 302
    return base


def submit(client: Client, office: Office) -> str:
    """File a dossier online; return the address of its pages."""
    base = fill(client, office)
    assert client.post(f"{base}kiem-tra/", LAST_WORD)["Location"] == f"{base}xac-nhan/"
    return base


def the_draft() -> Draft:
    """Return the only draft."""
    return Draft.objects.get()
