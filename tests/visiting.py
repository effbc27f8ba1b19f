"""How the access matrix visits an address, and what is wrong with the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from motcua.foundation.units.models import Role
from tests.doors import Account, Door, ForStaff, Nowhere, Public

SIGN_IN = "/tai-khoan/dang-nhap/"


@dataclass(frozen=True)
class Address:
    """An address at a place, with the word of the URL configuration behind it."""

    name: str
    path: str
    body: dict[str, str] = field(default_factory=dict)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back what happens inside, signing out included."""
    kept = client.cookies.copy()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)


def knock(client: Client, address: Address, method: str) -> HttpResponseBase:
    """Return the answer; what it changed is taken back."""
    with undone(client):
        given = client.get(address.path) if method == "GET" else client.post(address.path, address.body)
        if given.streaming:
            b"".join(given)  # a file is closed once it has been read
    return given


def fault(door: Door, visitor: str, answer: tuple[int, str], *, is_own: bool, is_post: bool) -> str:
    """Return what is wrong with an answer, or ""."""
    status, location = answer
    if status >= 500:
        return "breaks"
    if isinstance(door, Nowhere):
        return "" if status in {404, 405} or location.startswith("/nop-ho-so/tiep-tuc/") else "shows itself"
    if status == 405:
        return "" if is_post or isinstance(door, ForStaff | Public) else "no such method"
    if isinstance(door, Public):
        return "" if is_post or status in door.answers else "not for everybody"
    if visitor == "anonymous":
        return "" if location.startswith(SIGN_IN) or (isinstance(door, Account) and door.is_door) else "open"
    if isinstance(door, Account):
        return ""
    allowed = door.roles & door.writers if is_post else door.roles
    lets_in = visitor != "nobody" and Role(visitor) in allowed and (is_own or not door.is_bound)
    if not lets_in:
        return "" if status == 404 else "a stranger gets in"
    return "shut" if status == 404 else ""
