"""Where is it? An address with the wards of before and after 1 July 2025, and a land parcel."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.definition import Field, Kind, Text
from motcua.foundation.forms.faults import Fault, Faulty
from motcua.foundation.forms.types.base import Schema
from motcua.foundation.forms.types.composite import CompositeType, Part
from motcua.foundation.forms.types.numbers import AreaType
from motcua.foundation.forms.types.texts import TextType
from motcua.foundation.forms.values import JSON
from motcua.foundation.ui.text import fold

_NUMBERED = re.compile(r"phuong [0-9]+")
_SHORT = (
    (re.compile(r"[.,]"), " "),
    (re.compile(r"\bp ?0*([0-9]+)\b"), r"phuong \1"),
    (re.compile(r"\bphuong 0+([0-9])"), r"phuong \1"),
    (re.compile(r"\bp (?=[a-z])"), "phuong "),
    (re.compile(r"\bq (?=[a-z])"), "quan "),
)


@dataclass(frozen=True)
class Ward:
    """A ward, commune or special zone: its code, its name and the day from which the two belong together.

    Codes were given again on 1 July 2025, so a code means something only together with `since` ("" = before).
    """

    code: str
    name: str
    since: str


@dataclass(frozen=True)
class Gazetteer:
    """The wards we know: the 168 units of Ho Chi Minh City since 1 July 2025, the 15 of Tân Bình before."""

    province: str
    present: tuple[Ward, ...]
    former: tuple[Ward, ...]

    def find(self, text: str) -> Ward | None:
        """Return the ward that a typed name means, or None when it is not one of ours."""
        return _by_name(self).get(_spelled_out(text))


@cache
def gazetteer() -> Gazetteer:
    """Return the wards of the shipped table."""
    table = json.loads(files("motcua.foundation.forms").joinpath("data/wards.json").read_text("utf-8"))
    present, former = (
        tuple(Ward(row["code"], row["name"], row["since"]) for row in table[part]) for part in ("present", "former")
    )
    return Gazetteer(table["province"], present, former)


@cache
def _by_name(wards: Gazetteer) -> dict[str, Ward]:
    """Return the wards by their folded names, with and without the word for ward."""
    found: dict[str, Ward] = {}
    for ward in wards.former + wards.present:
        name = _spelled_out(ward.name)
        found[name] = ward
        if ward.since:
            found.setdefault(name.removeprefix("phuong ").removeprefix("xa ").removeprefix("dac khu "), ward)
    return found


def _spelled_out(text: str) -> str:
    """Return a folded name with the usual abbreviations written out: "P.2, Q. Tân Bình" → "phuong 2 quan tan binh"."""
    name = fold(text)
    for pattern, instead in _SHORT:
        name = " ".join(pattern.sub(instead, name).split())
    return name


class StreetType(TextType):
    """The first line of an address."""

    missing = _("Chưa nhập số nhà, tên đường.")


class WardType(TextType):
    """The ward of an address."""

    missing = _("Chưa nhập phường, xã.")


class ProvinceType(TextType):
    """The province of an address."""

    missing = _("Chưa nhập tỉnh, thành phố.")


class AddressType(CompositeType):
    """House and street, ward, province. A ward we know adds its code and the day the code holds from."""

    kind = Kind.ADDRESS
    missing = _("Chưa nhập địa chỉ.")

    def parts(self, field: Field) -> tuple[Part, ...]:  # noqa: ARG002
        """Return street, ward and province."""
        return _address_parts()

    def known_keys(self, field: Field) -> set[str]:
        """Clean answers carry the code too."""
        return super().known_keys(field) | {"ward_code", "ward_since"}

    def complete(self, answer: dict[str, JSON]) -> dict[str, JSON]:
        """Name the ward properly; a numbered ward without its district is no place."""
        if fold(str(answer["province"])) not in _OWN_PROVINCE:
            return answer
        ward = gazetteer().find(str(answer["ward"]))
        if ward is not None:
            return answer | {"ward": ward.name, "ward_code": ward.code, "ward_since": ward.since}
        if _NUMBERED.fullmatch(_spelled_out(str(answer["ward"]))):
            raise Faulty([Fault("ward_district", _("Ghi thêm tên quận, ví dụ Phường 2, quận Tân Bình."), ("ward",))])
        return answer

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the address on one line."""
        given = answer if isinstance(answer, dict) else {}
        return ", ".join(str(given[key]) for key in ("street", "ward", "province") if given.get(key))

    def mask(self, field: Field, answer: JSON) -> str:
        """Leave out house and street."""
        given = answer if isinstance(answer, dict) else {}
        return self.display(field, {key: value for key, value in given.items() if key != "street"})

    def schema(self, field: Field) -> Schema:
        """Add the ward's code."""
        described = super().schema(field)
        properties = described["properties"]
        assert isinstance(properties, dict)  # noqa: S101 - for the type checker: the base class wrote an object
        properties |= {
            "ward_code": {"type": "string", "pattern": "^[0-9]{5}$"},
            "ward_since": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        }
        return described


_WARD_HINT = _("Ví dụ: Phường Tân Sơn Hòa, hoặc theo tên cũ: Phường 2, quận Tân Bình.")
_OWN_PROVINCE = frozenset(
    {"thanh pho ho chi minh", "tp ho chi minh", "tp. ho chi minh", "tp.hcm", "tphcm", "tp hcm", "ho chi minh"}
)


class SheetType(TextType):
    """The number of the map sheet."""

    missing = _("Chưa nhập số tờ bản đồ.")


class ParcelNumberType(TextType):
    """The number of the parcel on its sheet."""

    missing = _("Chưa nhập số thửa.")


class ParcelType(CompositeType):
    """A land parcel: map sheet, number on the sheet, area in m², where it lies."""

    kind = Kind.PARCEL
    missing = _("Chưa nhập thửa đất.")

    def parts(self, field: Field) -> tuple[Part, ...]:  # noqa: ARG002
        """Return sheet, parcel, area and place."""
        return _parcel_parts()

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the parcel on one line."""
        given = answer if isinstance(answer, dict) else {}
        return str(
            _("Thửa %(number)s, tờ bản đồ %(sheet)s, %(area)s, %(place)s")
            % {**given, "area": AreaType().display(_AREA, given.get("area"))}
        )


@cache
def _address_parts() -> tuple[Part, ...]:
    """Return the parts of every address."""
    wards = gazetteer()
    names = tuple(ward.name for ward in wards.present + wards.former)
    return (
        Part("street", _("Số nhà, tên đường, khu phố"), StreetType(), _line("street", 200)),
        Part("ward", _("Phường, xã"), WardType(), _line("ward", 120), suggestions=names, hint=_WARD_HINT),
        Part("province", _("Tỉnh, thành phố"), ProvinceType(), _line("province", 80), prefilled=wards.province),
    )


@cache
def _parcel_parts() -> tuple[Part, ...]:
    """Return the parts of every parcel."""
    return (
        Part("sheet", _("Tờ bản đồ số"), SheetType(), _line("sheet", 20)),
        Part("number", _("Thửa đất số"), ParcelNumberType(), _line("number", 20)),
        Part("area", _("Diện tích (m²)"), AreaType(), _AREA),
        Part("place", _("Địa chỉ thửa đất"), StreetType(), _line("place", 250)),
    )


def _line(key: str, longest: int) -> Field:
    """Return the definition by which a part of text works."""
    return Field(key=key, type=Kind.TEXT, label=Text(vi=key), max_length=longest)


_AREA = Field(key="area", type=Kind.AREA, label=Text(vi="m²"), min=0.01)
