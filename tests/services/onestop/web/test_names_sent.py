"""A trick in the name of a file is refused with the reason at every door that takes files, and nothing is kept.

The bodies are written byte by byte: a well-behaved client would never send such names.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.models import Dossier, DossierPaper
from motcua.services.onestop.states import State
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import sign_in
from tests.services.onestop.web.public.filing import MATTER, PERSON, start

# a door: where to send, the field of the file, the other fields, and who sends
Door = tuple[str, str, dict[str, str], Client]
TRICKS = {
    "../../etc/passwd.pdf": "đường dẫn thư mục",
    "/etc/cron.d/job.pdf": "đường dẫn thư mục",
    "C:\\\\Windows\\\\a.pdf": "đường dẫn thư mục",
    "..": "đường dẫn thư mục",
    "a.exe\0.pdf": "ký tự điều khiển",
    "hoa-don\u202efdp.exe": "ký tự đảo chiều chữ",
    "hoa-don&#x202e;fdp.exe": "ký tự đảo chiều chữ",
    "NUL.pdf": "dành riêng cho thiết bị",
}


def body_with(name: str, field: str, fields: dict[str, str]) -> bytes:
    """Return a request body that holds `fields` and a PDF under `name`."""
    parts = [
        f'--ranh\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--ranh\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'.encode()
    return b"".join([*parts, head, b"Content-Type: application/pdf\r\n\r\n", make_pdf(), b"\r\n--ranh--\r\n"])


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))


def filing(office: Office) -> Door:
    client = Client()
    base = start(client, office)
    client.post(f"{base}person/", PERSON)
    client.post(f"{base}matter/", MATTER)
    return f"{base}giay-to/", "file-request", {"attach": "request"}, client


def supplement(office: Office) -> Door:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    return f"/tra-cuu/{dossier.token}/bo-sung/", "file-request", {}, Client()


def act(dossier: Dossier, slug: str) -> str:
    return f"/can-bo/ho-so/{dossier.code}/{slug}/"


def decision(office: Office) -> Door:
    dossier = make_dossier(office, State.IN_PROCESS)
    dossier = hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW + timedelta(minutes=30))
    given = {"version": str(dossier.version), "outcome": "approved"}
    return act(dossier, "ky-ket-qua"), "result", given, sign_in(Client(), office.leader)


def return_sheet(office: Office) -> Door:
    dossier = make_dossier(office, State.DECIDED)
    who = {"receiver_name": "Lê A", "relation": "self", "identity_check": "receipt", "signed_on_paper": "on"}
    given = {"version": str(dossier.version), **who}
    return act(dossier, "tra-ket-qua"), "sheet", given, sign_in(Client(), office.receptionist)


DOORS = [filing, supplement, decision, return_sheet]


def knock(door: Door, name: str) -> tuple[int, str]:
    """Send a PDF under `name`; return status and page."""
    address, field, fields, client = door
    body = body_with(name, field, fields)
    answer = client.generic("POST", address, body, content_type="multipart/form-data; boundary=ranh")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("name", TRICKS, ids=ascii)
@pytest.mark.parametrize("door", DOORS)
def test_a_trick_is_refused_with_the_reason_and_nothing_is_kept(
    office: Office, door: Callable[[Office], Door], name: str
) -> None:
    opened = door(office)
    before = set(StoredFile.objects.values_list("pk", flat=True)), DossierPaper.objects.count()
    status, page = knock(opened, name)
    assert (status, TRICKS[name] in page, "Hãy đổi tên tệp" in page) == (400, True, True)
    assert (set(StoredFile.objects.values_list("pk", flat=True)), DossierPaper.objects.count()) == before


@pytest.mark.parametrize("door", DOORS)
def test_an_honest_name_passes_the_same_door(office: Office, door: Callable[[Office], Door]) -> None:
    opened = door(office)
    status, _page = knock(opened, "Tờ khai của bà Ánh.pdf")
    assert status == 302
    assert StoredFile.objects.filter(name="Tờ khai của bà Ánh.pdf").exists()
