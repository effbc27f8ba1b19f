"""Filings by a program: the requests that the benchmarks of submission send, and the program's key."""

import json
import random
import secrets

from benchmarks import load
from motcua.demo.answers import answers_for
from motcua.demo.residents import resident
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.queries import version_on
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.register_api_client import register_api_client
from motcua.services.onestop.models import ProcedureOffer

SLUG = "cap-giay-xac-nhan-tinh-trang-hon-nhan"


def new_client() -> str:
    """Register a program that may file and return its key."""
    name = f"benchmark {secrets.token_hex(4)}"
    return register_api_client(name=name, by=Actor.system("benchmark"), now=clock.now())


def bodies(count: int, *, seed: int = 1) -> list[bytes]:
    """Return as many filings as asked for, as they are sent."""
    return [json.dumps(body, ensure_ascii=False).encode() for body in filed(count, seed=seed)]


def filed(count: int, *, seed: int = 1) -> list[dict[str, object]]:
    """Return as many filings as asked for, of different residents, spread over the wards."""
    now = clock.now()
    offers = ProcedureOffer.objects.filter(procedure__slug=SLUG, closed_at__isnull=True).select_related("procedure")
    codes = [version_on(offer.unit_id, now.date()).code for offer in offers]
    document = offers[0].procedure.versions.order_by("-number")[0].content
    chance = random.Random(seed)
    made: list[dict[str, object]] = []
    for number in range(count):
        person = resident(chance, now.date())
        made.append(
            {
                "procedure": SLUG,
                "unit": codes[number % len(codes)],
                "answers": answers_for(document.form, person, chance, now.date()),
                "contact": {"phone": person.phone, "email": ""},
            }
        )
    return made


def request(body: bytes, *, client: str, key: str) -> bytes:
    """Return the bytes of one filing."""
    headers = (
        f"Authorization: Bearer {client}\r\nIdempotency-Key: {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    return load.head("POST", "/api/v1/dossiers", headers) + body
