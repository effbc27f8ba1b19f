"""Do law, limits, promises, fees and days of a definition fit together? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from motcua.services.onestop.definition import LegalBasis, Pledge, working_hours
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Sketch, mappings, read, words
from motcua.services.onestop.fields import FIELDS

LONGEST_TITLE = 400  # as long as the catalogue keeps it


def law_faults(sketch: Sketch) -> Iterator[Fault]:
    """Yield what is wrong with general facts, sources, promises, fees and days."""
    field = sketch.raw.get("field")
    if isinstance(field, str) and field not in FIELDS:
        yield fault("unknown_field", "field")
    title = sketch.raw.get("title")
    for language, text in title.items() if isinstance(title, Mapping) else ():
        if len(words(text)) > LONGEST_TITLE:
            yield fault("too_long", f"title/{language}")
    yield from _validity(sketch.raw.get("valid_from"), sketch.raw.get("valid_to"), "valid_to")
    yield from _source_faults(sketch)
    yield from _pledge_faults(sketch)
    yield from _fee_faults(sketch)


def _source_faults(sketch: Sketch) -> Iterator[Fault]:
    basis = mappings(sketch.raw.get("legal_basis"))
    if sketch.limit is not None:
        named = sketch.limit.source.document
        if basis and named not in {words(one.get("document")) for one in basis}:
            yield fault("source_not_in_basis", "limit/source/document", document=named)
        if sketch.limit.verified and not sketch.limit.source.article.strip():
            yield fault("verified_without_article", "limit/source/article")
    for index, one in enumerate(basis):
        part = read(LegalBasis, one)
        if part is not None and part.verified and not part.article.strip():
            yield fault("verified_without_article", f"legal_basis/{index}/article")


def _pledge_faults(sketch: Sketch) -> Iterator[Fault]:
    for index, pledge in sketch.pledges:
        if sketch.limit is not None and working_hours(pledge) > working_hours(sketch.limit):
            yield fault("commitment_too_long", f"commitments/{index}/amount")
        if pledge.valid_to is not None and pledge.valid_to <= pledge.valid_from:
            yield fault("empty_validity", f"commitments/{index}/valid_to")
    for (_first, one), (index, other) in combinations(sketch.pledges, 2):
        if _share_a_unit(one, other) and overlap(one, other):
            yield fault("commitments_overlap", f"commitments/{index}/valid_from")


def _share_a_unit(one: Pledge, other: Pledge) -> bool:
    return not (one.units or other.units) or bool(set(one.units) & set(other.units))


def overlap(one: Pledge, other: Pledge) -> bool:
    """Tell whether two promises hold on the same day."""
    last = date.max
    return one.valid_from < (other.valid_to or last) and other.valid_from < (one.valid_to or last)


def _fee_faults(sketch: Sketch) -> Iterator[Fault]:
    fee = sketch.raw.get("fee")
    keys: list[str] = []
    for index, item in enumerate(mappings(fee.get("items") if isinstance(fee, dict) else None)):
        key = words(item.get("key"))
        if key and key in keys:
            yield fault("fee_key_twice", f"fee/items/{index}/key", key=key)
        keys.append(key)


def _validity(start: object, end: object, place: str) -> Iterator[Fault]:
    days = [_day(start), _day(end)]
    if days[0] is not None and days[1] is not None and days[1] <= days[0]:
        yield fault("empty_validity", place)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
