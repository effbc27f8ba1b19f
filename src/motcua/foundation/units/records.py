"""The shipped data of this room, read and checked: units, addressees of the dispatch, the reorganisation of 2025."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from motcua.foundation.units.models import Kind, Level, Lineage

_DATA = Path(__file__).parent / "data"


class Record(BaseModel):
    """A part of a data file: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitRecord(Record):
    """A unit as shipped; `parent` is the reference of another one. `area_km2` is the ground of a new ward."""

    reference: str
    kind: Kind
    level: Level
    code: str
    code_is_verified: bool
    name: str
    short_name: str
    name_en: str
    parent: str | None
    administrative_code: str = ""
    area_km2: Decimal | None = None
    verified: bool


class UnitFile(Record):
    """All units of a district and the bodies its dispatch names, and the first day on which they are shown."""

    first_day: date
    source: str
    about_codes: str
    units: tuple[UnitRecord, ...]


class AddresseeGroup(Record):
    """To whom a dispatch speaks, in its own words, and the units meant; not `complete` when only some are known."""

    key: str
    text: str
    units: tuple[str, ...]
    complete: bool
    in_address: bool


class AddresseeFile(Record):
    """The addressees of one dispatch."""

    document: str
    date: date
    issuer: str
    groups: tuple[AddresseeGroup, ...]


class EdgeRecord(Record):
    """What becomes of a unit: the references of the old and the new one."""

    predecessor: str
    successor: str
    change: Lineage.Change
    share: Decimal | None
    is_main: bool
    verified: bool


class MoveRecord(Record):
    """A unit that goes on under another parent."""

    reference: str
    parent: str
    verified: bool


class Reorganisation(Record):
    """What ends, what opens, what moves and what becomes of what, on one day."""

    on: date
    document: str
    law: str
    about: str
    opens: tuple[UnitRecord, ...]
    ends: tuple[str, ...]
    edges: tuple[EdgeRecord, ...]
    moves: tuple[MoveRecord, ...]


@cache
def tan_binh() -> UnitFile:
    """Return the units of Tân Bình district in 2019 and the bodies elsewhere that its dispatch names."""
    return UnitFile.model_validate_json((_DATA / "tan_binh.json").read_bytes())


@cache
def addressees() -> AddresseeFile:
    """Return the groups of addressees of dispatch 554/UBND-CCHC."""
    return AddresseeFile.model_validate_json((_DATA / "addressees_554.json").read_bytes())


@cache
def reorganisation_2025() -> Reorganisation:
    """Return the reorganisation of 1 July 2025 in Tân Bình."""
    return Reorganisation.model_validate_json((_DATA / "reorganisation_2025.json").read_bytes())
