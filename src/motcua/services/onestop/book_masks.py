"""What do readers who do not keep an official book see of how people are reached and who they are?"""

from collections.abc import Callable, Mapping

from motcua.foundation.people.rules import mask_email, mask_identity, mask_phone
from motcua.services.onestop.books import FOLLOW_UP

_BETWEEN = "; "  # what stands between address and telephone
_PLACES = 2  # ward and province: the end of an address that leads to no door
# the books of certification that name the identity card
_CERTIFIED = ("certified_signatures", "certified_translators", "certified_contracts")


def masked_contact(text: str) -> str:
    """Return the column of address and telephone for readers who do not keep the book: the ward, the number dotted."""
    return _BETWEEN.join(_masked(part) for part in text.split(_BETWEEN)) if text else ""


def _masked(part: str) -> str:
    if "@" in part:
        return mask_email(part)
    if part.replace(" ", "").lstrip("+").isdecimal():
        return mask_phone(part)
    places = part.split(", ")
    kept = places[1:][-_PLACES:]
    return ", ".join(kept) or "•••"


def hidden_name(text: str) -> str:
    """Return the column of a name for whoever looks after the platform: that there is one."""
    return "•••" if text else ""


MASKS: Mapping[tuple[str, str], Callable[[str], str]] = {
    (FOLLOW_UP, "contact"): masked_contact,
    **{(book, "identity"): mask_identity for book in _CERTIFIED},
}
NAMES: Mapping[tuple[str, str], Callable[[str], str]] = {
    (FOLLOW_UP, "applicant"): hidden_name,
    (FOLLOW_UP, "signed_by"): hidden_name,
    **{(book, "requester"): hidden_name for book in ("certified_copies", *_CERTIFIED)},
}
