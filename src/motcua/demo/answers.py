"""What does a demo resident answer? A plausible value for every kind of field, as a program would send it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.demo.residents import Resident, full_name, resident
from motcua.demo.wording import PURPOSES, WORDS
from motcua.foundation.forms.definition import Field, FormDefinition, Kind
from motcua.foundation.forms.values import JSON
from motcua.foundation.people.rules import tax_check_digit

WARD = "Phường {number}, quận Tân Bình"
PROVINCE = "Thành phố Hồ Chí Minh"
WARDS = 15
_TAX_NUMBERS = 10_000_000
# whom a question is about besides whoever answers, by how its key begins
FATHER, MOTHER = "father", "mother"
OTHERS = frozenset({FATHER, MOTHER, "dead", "f", "other", "partner", "person", "spouse"})
SCHOOL_AGE = 12  # years


@dataclass(frozen=True)
class Scene:
    """Who answers, with which chance, on which day, and the others they answer about."""

    person: Resident
    chance: random.Random
    today: date
    father: Resident
    mother: Resident
    partner: Resident

    def other(self, prefix: str) -> Resident:
        """Return whom a question with this beginning is about."""
        return {FATHER: self.father, MOTHER: self.mother}.get(prefix, self.partner)


def answers_for(form: FormDefinition, person: Resident, chance: random.Random, today: date) -> dict[str, JSON]:
    """Return raw answers to every question of a form; the form drops those that its conditions hide."""
    father, mother = (_of_sex(sex, chance, today) for sex in ("male", "female"))
    partner = _of_sex("female" if person.sex == "male" else "male", chance, today)
    scene = Scene(person, chance, today, father, mother, partner)
    return {field.key: answer for field in form.fields if (answer := _answer(field, scene)) is not None}


def _of_sex(sex: str, chance: random.Random, today: date) -> Resident:
    while (found := resident(chance, today)).sex != sex:
        pass
    return found


def _answer(field: Field, scene: Scene) -> JSON:
    if field.type is Kind.LIST:
        return [{sub.key: _answer(sub, scene) for sub in field.fields} for _ in range(max(field.min_rows, 1))]
    if field.type in _OWN_KINDS:
        prefix, _, asked = field.key.partition("_")
        if field.key in _OWN:
            return _OWN[field.key](field, scene)
        if prefix in OTHERS and asked in _OF_OTHERS:
            return _OF_OTHERS[asked](scene.other(prefix))
    return _BY_KIND[field.type](field, scene)


def _date(field: Field, scene: Scene) -> str:
    latest = min(scene.today, _bound(field.not_after, scene)) if field.not_after else scene.today
    day = latest - timedelta(days=scene.chance.randint(1, 60))
    if field.not_before:
        day = max(day, _bound(field.not_before, scene))
    return day.isoformat()


def _bound(text: str, scene: Scene) -> date:
    return scene.today if text == "today" else date.fromisoformat(text)


def _address(_field: Field, scene: Scene) -> JSON:
    ward = WARD.format(number=scene.chance.randint(1, WARDS))
    return {"street": f"{scene.person.house} {scene.person.street}", "ward": ward, "province": PROVINCE}


def _parcel(_field: Field, scene: Scene) -> JSON:
    place = f"{scene.person.street}, {WARD.format(number=scene.chance.randint(1, WARDS))}"
    sheet, number = scene.chance.randint(1, 120), scene.chance.randint(1, 400)
    return {"sheet": str(sheet), "number": str(number), "area": scene.chance.randint(30, 180), "place": place}


def _amount(low: int, high: int) -> Callable[[Field, Scene], JSON]:
    def make(field: Field, scene: Scene) -> JSON:
        least, most = (
            int(field.min if field.min is not None else low),
            int(field.max if field.max is not None else high),
        )
        return scene.chance.randint(min(least, most), max(least, most))

    return make


def _number_of(prefix: str, digits: int) -> Callable[[Field, Scene], JSON]:
    return lambda _field, scene: f"{prefix}{scene.chance.randrange(10**digits):0{digits}d}"


def _few(field: Field, scene: Scene) -> JSON:
    """Copies, pages, people: what is counted is little, however much a question lets one say."""
    least = int(field.min or 1)
    return scene.chance.randint(least, min(least + 4, int(field.max or least + 4)))


def _text(field: Field, scene: Scene) -> JSON:
    text = scene.chance.choice(WORDS.get(field.label.vi, PURPOSES))
    return text[: field.max_length] if field.max_length else text


def _tax_code(_field: Field, scene: Scene) -> JSON:
    """Return the tax code of whoever answers, the same one each time; some numbers have no check digit."""
    begun = int(scene.person.identity_number[-7:])
    numbers = (f"03{(begun + n) % _TAX_NUMBERS:07}" for n in range(_TAX_NUMBERS))
    return next(f"{number}{digit}" for number in numbers if (digit := tax_check_digit(number)) <= 9)  # noqa: PLR2004


_OWN_KINDS = frozenset({Kind.PERSON_NAME, Kind.SEX, Kind.CCCD, Kind.DATE, Kind.PARTIAL_DATE, Kind.PHONE, Kind.EMAIL})
_OWN: dict[str, Callable[[Field, Scene], JSON]] = {
    "full_name": lambda _field, scene: scene.person.full_name,
    "sex": lambda _field, scene: scene.person.sex,
    "identity_number": lambda _field, scene: scene.person.identity_number,
    "birth_date": lambda _field, scene: scene.person.birth_date.isoformat(),
    "phone": lambda _field, scene: scene.person.phone,
    "email": lambda _field, scene: scene.person.email or None,
    "child_identity": lambda _field, _scene: None,
    "pupil_birth": lambda _field, scene: (scene.today - timedelta(days=SCHOOL_AGE * 365)).isoformat(),
    "ward_birth": lambda _field, scene: (scene.today - timedelta(days=SCHOOL_AGE * 365)).isoformat(),
}
_OF_OTHERS: dict[str, Callable[[Resident], JSON]] = {
    "name": lambda other: other.full_name,
    "sex": lambda other: other.sex,
    "birth": lambda other: other.birth_date.isoformat(),
    "birth_date": lambda other: other.birth_date.isoformat(),
    "identity": lambda other: other.identity_number,
}
_BY_KIND: dict[Kind, Callable[[Field, Scene], JSON]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _few,
    Kind.DECIMAL: _amount(1, 5),
    Kind.MONEY: _amount(1_000_000, 900_000_000),
    Kind.AREA: _amount(20, 180),
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _date,
    Kind.TIME: lambda _field, _scene: "09:00",
    Kind.DATETIME: lambda field, scene: f"{_date(field, scene)}T09:00",
    Kind.YES_NO: lambda _field, scene: scene.chance.choice((True, False)),
    Kind.CHOICE: lambda field, scene: scene.chance.choice(field.options).key,
    Kind.CHOICES: lambda field, scene: [scene.chance.choice(field.options).key],
    Kind.CCCD: lambda _field, scene: scene.partner.identity_number,
    Kind.CMND: _number_of("02", 7),
    Kind.PASSPORT: _number_of("C", 7),
    Kind.TAX_CODE: _tax_code,
    Kind.PHONE: lambda _field, scene: scene.person.phone,
    Kind.EMAIL: lambda _field, scene: scene.person.email or "nguoi.dan@vidu.vn",
    Kind.PERSON_NAME: lambda _field, scene: full_name(scene.chance, scene.chance.choice(("male", "female"))),
    Kind.SEX: lambda _field, scene: scene.chance.choice(("male", "female")),
    Kind.ETHNICITY: lambda _field, _scene: "Kinh",
    Kind.NATIONALITY: lambda _field, _scene: "VN",
    Kind.ADDRESS: _address,
    Kind.PARCEL: _parcel,
    Kind.DOCUMENT_NUMBER: lambda _field, scene: f"{scene.chance.randint(10, 990)}/2025",
    Kind.VEHICLE_PLATE: lambda _field, scene: f"59-X1 {scene.chance.randint(10000, 99999)}",
    Kind.STATEMENT: lambda _field, _scene: True,
    Kind.NOTE: lambda _field, _scene: None,
}
