"""The tables the rules read: places of birth registration and the telephone numbering plan, as shipped data."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class BirthPlaces:
    """Codes that may begin a personal identity number: 63 provinces of before 1 July 2025, and foreign countries."""

    provinces: dict[str, str]
    first_abroad: str
    last_abroad: str

    def knows(self, code: str) -> bool:
        """Tell whether three digits name a province or lie in the range of the countries."""
        return code in self.provinces or self.first_abroad <= code <= self.last_abroad

    def name(self, code: str) -> str:
        """Return the province's name of before 1 July 2025, or "" for a country."""
        return self.provinces.get(code, "")


@dataclass(frozen=True)
class PhonePlan:
    """Mobile prefixes of three digits, the four-digit ones that were replaced in 2018, the prefix of landlines."""

    mobile: frozenset[str]
    converted: dict[str, str]
    landline: str


@cache
def birth_places() -> BirthPlaces:
    """Return the places of birth registration."""
    table = json.loads(files("motcua.foundation.people").joinpath("data/birth_places.json").read_text("utf-8"))
    return BirthPlaces(table["provinces"], table["abroad"]["first"], table["abroad"]["last"])


@cache
def phone_plan() -> PhonePlan:
    """Return the numbering plan."""
    table = json.loads(files("motcua.foundation.people").joinpath("data/phone_prefixes.json").read_text("utf-8"))
    mobile = frozenset(prefix for prefixes in table["mobile"].values() for prefix in prefixes)
    return PhonePlan(mobile, table["converted"], table["landline"])
