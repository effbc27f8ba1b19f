"""What is written of a model: its content as one value, checked before it is stored, and told apart field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.text import fold
from motcua.replication.initiatives.models import Initiative, InitiativePerson
from motcua.replication.initiatives.refusals import InitiativeRefused
from motcua.services.registry import UnknownService, service

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_TITLE = 400
LONGEST_TEXT = 10_000
LONGEST_NAME = 200
DEAREST = 10**15  # đồng; more is a slip of the pen
MOST_PEOPLE = 40


@dataclass(frozen=True)
class Person:
    """Somebody who made the model, and what they did."""

    name: str
    part: str = ""


@dataclass(frozen=True)
class Content:
    """What is written of a model. `cost` in đồng, None while nobody has said; `service` the code of a service or ""."""

    title: str
    title_en: str = ""
    problem: str = ""
    solution: str = ""
    evidence: str = ""
    cost: int | None = None
    service: str = ""
    people: tuple[Person, ...] = ()


LABELS: Mapping[str, str | _StrPromise] = {
    "title": _("Tên mô hình"),
    "title_en": _("Tên tiếng Anh"),
    "problem": _("Vấn đề cần giải quyết"),
    "solution": _("Nội dung, cách làm"),
    "evidence": _("Kết quả, minh chứng"),
    "cost": _("Kinh phí (đồng)"),
    "service": _("Dịch vụ trên hệ thống"),
    "people": _("Người thực hiện"),
    "targets": _("Đơn vị cần áp dụng"),
    "recognised_by": _("Văn bản công nhận"),
}


def check(content: Content) -> Content:
    """Return the content without surrounding blanks; raise InitiativeRefused, whose code is the field that is wrong."""
    clean = _stripped(content)
    if not clean.title:
        raise InitiativeRefused("title", _("Chưa ghi tên mô hình. Chưa lưu gì: hãy ghi tên rồi gửi lại."))
    if max(len(clean.title), len(clean.title_en)) > LONGEST_TITLE:
        raise InitiativeRefused("title", _("Tên mô hình dài quá 400 ký tự. Hãy viết gọn, phần còn lại ghi ở nội dung."))
    for name in ("problem", "solution", "evidence"):
        if len(getattr(clean, name)) > LONGEST_TEXT:
            raise InitiativeRefused(name, _("Phần này dài quá 10.000 ký tự. Hãy viết gọn lại."))
    if clean.cost is not None and not 0 <= clean.cost <= DEAREST:
        raise InitiativeRefused("cost", _("Kinh phí phải là số đồng từ 0 trở lên."))
    _check_people(clean.people)
    _check_service(clean.service)
    return clean


def content_of(initiative: Initiative) -> Content:
    """Return what is written of a stored model. One query for its people."""
    people = tuple(Person(one.name, one.part) for one in initiative.people.order_by("pk"))
    stored = {field.name: getattr(initiative, field.name) for field in fields(Content) if field.name != "people"}
    return Content(**stored, people=people)


def write_people(initiative: Initiative, people: Sequence[Person]) -> None:
    """Make the stored people of a model those of the list, in its order."""
    initiative.people.all().delete()
    InitiativePerson.objects.bulk_create(
        [InitiativePerson(initiative=initiative, name=one.name, part=one.part) for one in people]
    )


def search_key(code: str, content: Content, origin: str) -> str:
    """Return the text in which a model is searched, accents and case aside."""
    return fold(f"{code} {content.title} {content.title_en} {origin} {content.problem}")[:1000]


def differences(before: Content, after: Content) -> dict[str, list[Any]]:
    """Return for each field that differs what it was and what it is, as plain values."""
    old, new = plain(before), plain(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def plain(content: Content) -> dict[str, Any]:
    """Return the content as JSON values; people as lines of text."""
    written = {field.name: getattr(content, field.name) for field in fields(Content)}
    written["people"] = "\n".join(person_line(one) for one in content.people)
    return written


def person_line(person: Person) -> str:
    """Return somebody as a line of text: "Name: part"."""
    return f"{person.name}: {person.part}" if person.part else person.name


def _stripped(content: Content) -> Content:
    people = tuple(Person(one.name.strip(), one.part.strip()) for one in content.people if one.name.strip())
    texts = {
        field.name: value.strip() for field in fields(Content) if isinstance(value := getattr(content, field.name), str)
    }
    return Content(**texts, cost=content.cost, people=people)


def _check_people(people: Sequence[Person]) -> None:
    names = [one.name for one in people]
    if len(names) > MOST_PEOPLE or any(max(len(one.name), len(one.part)) > LONGEST_NAME for one in people):
        raise InitiativeRefused("people", _("Nhiều nhất 40 người, mỗi tên và phần việc không quá 200 ký tự."))
    if len(set(names)) != len(names):
        raise InitiativeRefused("people", _("Có người được ghi hai lần. Hãy ghi mỗi người một dòng."))


def _check_service(code: str) -> None:
    try:
        service(code) if code else None
    except UnknownService as unknown:
        raise InitiativeRefused("service", _("Hệ thống không có dịch vụ này. Hãy chọn trong danh sách.")) from unknown
