"""Which groups do letters speak to? "Ủy ban nhân dân 15 phường", "các phòng ban chuyên môn", "các trường …"."""

import re
from dataclasses import dataclass, field

from motcua.foundation.units.models import Kind, Level

_OF_DISTRICT = r"(?: (?:truc )?thuoc)?(?: uy ban nhan dan)?(?: tren dia ban)?(?: quan(?: tan binh)?)?"
_TYPES = {"mam non": "truong mam non", "tieu hoc": "truong tieu hoc", "trung hoc co so": "truong trung hoc co so"}
_SCHOOL = "|".join(_TYPES)
_PARTY_BODIES = ("ban ", "uy ban kiem tra", "van phong")


@dataclass(frozen=True)
class Group:
    """A group as written: of which level its authority is, the kinds of units, their names' first words, its size.

    `is_open`: nobody knows whether the units known are all there are. `is_direct`: right under the authority.
    """

    text: str
    level: Level = Level.DISTRICT
    kinds: frozenset[Kind] = frozenset()
    members: Level | None = None
    begins: tuple[str, ...] = field(default=())
    not_begins: tuple[str, ...] = field(default=())
    count: int | None = None
    is_open: bool = False
    is_direct: bool = True
    is_everybody: bool = False

    def takes(self, kind: Kind, level: Level, name: tuple[str, ...]) -> bool:
        """Tell whether a unit of this kind, level and name is meant."""
        plain = " ".join(name)
        return (
            kind in self.kinds
            and self.members in {None, level}
            and (not self.begins or plain.startswith(self.begins))
            and not (self.not_begins and plain.startswith(self.not_begins))
        )


_OFFICES = frozenset({Kind.OFFICE})
_OFFICES_AND_SERVICES = frozenset({Kind.OFFICE, Kind.SERVICE})
_AUTHORITY = frozenset({Kind.AUTHORITY})

_WARDS = re.compile(
    r"^(?:bo phan tiep nhan tra ket qua )?(?:uy ban nhan dan )?(?:(?:cac|toan bo|tat ca) )*(?P<count>\d+ )?phuong"
    r"(?: tren dia ban(?: quan(?: tan binh)?)?)?(?: thuoc quan)?$"
)
_DISTRICTS = re.compile(r"^(?:uy ban nhan dan )?(?:cac )?(?P<count>\d+ )?quan huyen(?: thanh pho thu duc)?$")
_EVERYBODY = re.compile(
    r"^(?:cac )?(?:co quan don vi|don vi dia phuong|don vi|co quan don vi dia phuong)(?: neu tren)?$"
)
_SCHOOLS = re.compile(
    rf"^(?:cac )?truong (?P<types>(?:{_SCHOOL})(?: (?:truong )?(?:{_SCHOOL}))*)(?: cong lap)?"
    r"(?: tren dia ban quan| thuoc quan)?$"
)
_SPECIALISED = re.compile(
    rf"^(?:cac )?(?:phong ban chuyen mon|phong ban|co quan chuyen mon|phong chuyen mon|phong){_OF_DISTRICT}$"
)
_OFFICES_WITH_SERVICES = re.compile(
    r"^(?:cac )?(?:co quan hanh chinh don vi su nghiep|(?:phong ban|co quan|phong) don vi"
    rf"|phong ban co quan don vi){_OF_DISTRICT}$"
)
_PARTY = re.compile(r"^(?:cac )?ban quan uy$")
_ASSOCIATIONS = re.compile(r"^(?:cac )?(?:doan the|to chuc chinh tri xa hoi)(?: quan)?$")
_DEPARTMENTS = re.compile(r"^(?:cac )?so(?: ban)?(?: nganh)?(?: thanh pho)?$")


def group_of(plain: str) -> Group | None:
    """Return the group that these words (without diacritics, "và" left out) mean."""
    if match := _WARDS.match(plain):
        if not match["count"] and not re.search(r"\b(?:cac|toan bo|tat ca)\b", plain):
            return None
        return Group(plain, kinds=_AUTHORITY, members=Level.COMMUNE, count=_count(match["count"]))
    if (match := _DISTRICTS.match(plain)) and (match["count"] or "cac " in plain):
        count = _count(match["count"])
        return Group(plain, Level.PROVINCE, _AUTHORITY, members=Level.DISTRICT, count=count, is_open=count is None)
    if _EVERYBODY.match(plain):
        return Group(plain, is_everybody=True)
    if match := _SCHOOLS.match(plain):
        begins = tuple(_TYPES[one] for one in re.findall(_SCHOOL, match["types"]))
        return Group(plain, kinds=frozenset({Kind.SCHOOL}), begins=begins, is_open=True, is_direct=False)
    return _office_group(plain)


def _office_group(plain: str) -> Group | None:
    if _SPECIALISED.match(plain):
        return Group(plain, kinds=_OFFICES, members=Level.DISTRICT)
    if _OFFICES_WITH_SERVICES.match(plain):
        return Group(plain, kinds=_OFFICES_AND_SERVICES, members=Level.DISTRICT)
    if _PARTY.match(plain):
        return Group(
            plain, kinds=frozenset({Kind.PARTY}), members=Level.DISTRICT, begins=_PARTY_BODIES, is_direct=False
        )
    if _ASSOCIATIONS.match(plain):
        return Group(plain, kinds=frozenset({Kind.ASSOCIATION}), not_begins=("uy ban mat tran",), is_direct=False)
    if _DEPARTMENTS.match(plain) and "cac " in plain:
        return Group(plain, Level.PROVINCE, _OFFICES, members=Level.PROVINCE, begins=("so ",), is_open=True)
    return None


def _count(digits: str | None) -> int | None:
    return int(digits) if digits else None
