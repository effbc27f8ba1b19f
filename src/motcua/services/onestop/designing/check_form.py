"""Do questions, conditions and papers fit together, and is everything asked that letters print? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.conditions import Condition, keys_in, numbers_in
from motcua.foundation.forms.definition import NUMERIC, Field, Kind
from motcua.services.onestop.definition import ApplicantFields, ProcedureDocument, ResultBook
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Sketch, mappings, read, words

# what receipt, request for more papers, refusal and hand-over sheet print of the answers
PRINTED: Mapping[str, StrOrPromise] = {
    "full_name": _("họ tên"),
    "address": _("địa chỉ"),
    "phone": _("điện thoại"),
    "email": _("thư điện tử"),
}
NAMES = frozenset({Kind.PERSON_NAME, Kind.TEXT})


def form_faults(sketch: Sketch, published: ProcedureDocument | None) -> Iterator[Fault]:
    """Yield what is wrong with form and papers; with `published` also what the next version would lose."""
    yield from _twins(sketch)
    yield from _condition_faults(sketch)
    yield from _compared_faults(sketch)
    yield from _paper_faults(sketch)
    yield from _book_faults(sketch)
    if sketch.fields:
        yield from _printed_faults(sketch, published)
    if published is not None:
        for one in sketch.fields:
            before = published.form.by_key.get(one.field.key)
            if before is not None and before.type is not one.field.type:
                yield fault("field_kind_changed", f"{one.place}/type", key=one.field.key)


def _twins(sketch: Sketch) -> Iterator[Fault]:
    form = sketch.raw.get("form")
    sections: list[str] = []
    fields: list[str] = []
    for number, section in enumerate(mappings(form.get("sections") if isinstance(form, dict) else None)):
        key = words(section.get("key"))
        if key and key in sections:
            yield fault("section_twice", f"form/sections/{number}/key", key=key)
        sections.append(key)
        for index, item in enumerate(mappings(section.get("fields"))):
            key = words(item.get("key"))
            if key and key in fields:
                yield fault("field_twice", f"form/sections/{number}/fields/{index}/key", key=key)
            fields.append(key)


def _condition_faults(sketch: Sketch) -> Iterator[Fault]:
    everything = {one.field.key for one in sketch.fields}
    earlier: dict[str, Field] = {}
    for one in sketch.fields:
        if one.field.visible_if is not None:
            yield from _condition(one.field.visible_if, f"{one.place}/visible_if", earlier, everything)
        earlier[one.field.key] = one.field


def _condition(condition: Condition, place: str, earlier: Mapping[str, Field], everything: set[str]) -> Iterator[Fault]:
    for key, values in keys_in(condition):
        if key not in everything or (key in earlier and not earlier[key].asks):
            yield fault("condition_unknown", place, key=key)
        elif key not in earlier:
            yield fault("condition_later", place, key=key)
        else:
            options = {option.key for option in earlier[key].options}
            if options and not values <= options:
                yield fault("condition_unknown_option", place, key=key)
    for key in numbers_in(condition):
        if key in earlier and earlier[key].type not in NUMERIC:
            yield fault("condition_not_number", place, key=key)


def _compared_faults(sketch: Sketch) -> Iterator[Fault]:
    by_key = {one.field.key: one.field for one in sketch.fields}
    for one in sketch.fields:
        wanted = ((one.field.sex_field, {Kind.SEX}), (one.field.birth_field, {Kind.DATE, Kind.PARTIAL_DATE}))
        for other, kinds in wanted:
            if other is not None and (other not in by_key or by_key[other].type not in kinds):
                yield fault("compared_field_wrong", one.place)


def _paper_faults(sketch: Sketch) -> Iterator[Fault]:
    keys: list[str] = []
    for index, paper in enumerate(mappings(sketch.raw.get("papers"))):
        key = words(paper.get("key"))
        if key and key in keys:
            yield fault("paper_key_twice", f"papers/{index}/key", key=key)
        keys.append(key)
    yield from _kinds_of_file(sketch)
    by_key = {one.field.key: one.field for one in sketch.fields}
    for index, listed in sketch.papers if by_key else ():
        if listed.visible_if is not None:
            yield from _paper_condition(listed.visible_if, f"papers/{index}/visible_if", by_key)


def _paper_condition(condition: Condition, place: str, asked: Mapping[str, Field]) -> Iterator[Fault]:
    for key, values in keys_in(condition):
        if key not in asked or not asked[key].asks:
            yield fault("paper_condition_unknown", place, key=key)
        elif asked[key].options and not values <= {option.key for option in asked[key].options}:
            yield fault("condition_unknown_option", place, key=key)
    for key in numbers_in(condition):
        if key in asked and asked[key].type not in NUMERIC:
            yield fault("condition_not_number", place, key=key)


def _kinds_of_file(sketch: Sketch) -> Iterator[Fault]:
    """Yield the papers that nobody could send: of no kind of file, or of one that we never take."""
    for index, paper in sketch.papers:
        if not paper.accept:
            yield fault("missing", f"papers/{index}/accept")
        for kind in sorted(set(paper.accept) - set(FORMATS)):
            yield fault("unknown_media_type", f"papers/{index}/accept", kind=kind)


def _book_faults(sketch: Sketch) -> Iterator[Fault]:
    """Yield what the book of the result does not find: its list, the name of a paper, a number of copies."""
    result = sketch.raw.get("result")
    book = read(ResultBook, result.get("book")) if isinstance(result, dict) else None
    if book is None or not sketch.fields:
        return
    asked = {one.field.key: one.field for one in sketch.fields}
    if book.rows is not None:
        if book.rows not in asked or asked[book.rows].type is not Kind.LIST:
            yield fault("book_question_wrong", "result/book/rows", key=book.rows)
            return
        asked = {field.key: field for field in asked[book.rows].fields}
    if book.name is not None and book.name not in asked:
        yield fault("book_question_wrong", "result/book/name", key=book.name)
    if book.copies is not None and (book.copies not in asked or asked[book.copies].type is not Kind.NUMBER):
        yield fault("book_question_wrong", "result/book/copies", key=book.copies)


def _printed_faults(sketch: Sketch, published: ProcedureDocument | None) -> Iterator[Fault]:
    chosen = read(ApplicantFields, sketch.raw.get("applicant_fields", {}))
    if chosen is None:
        return
    by_key = {one.field.key: one for one in sketch.fields}
    defaults = ApplicantFields()
    for role, what in PRINTED.items():
        key = getattr(chosen, role)
        if key in by_key:
            continue
        if role == "full_name":
            yield fault("no_name_field", "form", key=key)
        elif key != getattr(defaults, role):
            yield fault("printed_field_missing", f"applicant_fields/{role}", key=key, what=what)
        elif published is not None and getattr(published.applicant_fields, role) in published.form.by_key:
            before = getattr(published.applicant_fields, role)
            yield fault("printed_field_removed", "form", key=before, what=what)
    name = by_key.get(chosen.full_name)
    if name is not None and name.field.type not in NAMES:
        yield fault("name_field_wrong", f"{name.place}/type")
