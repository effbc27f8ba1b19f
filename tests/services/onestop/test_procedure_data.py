"""The procedures we ship: every file reads, holds together, and says where its law comes from."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from django.utils.translation import override

import motcua
from motcua.foundation.forms.compile import section_form, whole_form
from motcua.foundation.forms.json_schema import json_schema
from motcua.foundation.worktime.rules import TimeUnit
from motcua.services.onestop.definition import FeeItem, LegalBasis, ProcedureDocument, StepClock, working_hours
from motcua.services.onestop.designing.checker import faults

FILES = sorted((Path(motcua.__file__).parent / "services/onestop/data/procedures").glob("*.json"))
DOCUMENTS = {file.stem: ProcedureDocument.model_validate_json(file.read_text("utf-8")) for file in FILES}
UNITS = Path(motcua.__file__).parent / "foundation/units/data/tan_binh.json"
SHORTENED = {
    "dang-ky-ket-hon-co-yeu-to-nuoc-ngoai": (10, 8),
    "phe-chuan-ket-qua-bau-chu-tich-pho-chu-tich-phuong": (10, 3),
    "cap-giay-phep-ban-le-thuoc-la": (15, 10),
    "cap-lai-giay-phep-ban-le-thuoc-la": (15, 10),
    "cap-doi-giay-phep-ban-le-thuoc-la": (15, 10),
    "cap-the-bhyt-nguoi-co-cong-va-than-nhan": (10, 7),
    "xac-nhan-ke-hoach-bao-ve-moi-truong": (10, 8),
}
each_procedure = pytest.mark.parametrize("slug", DOCUMENTS)


def _texts(node: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(node, dict):
        if "vi" in node:
            yield path, node
        for key, value in node.items():
            yield from _texts(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, f"{path}/{index}")


def _sourced(document: ProcedureDocument) -> Iterator[tuple[str, bool]]:
    """Yield the article and the mark of everything that names a legal document."""
    for basis in document.legal_basis:
        yield basis.article, basis.verified
    yield document.limit.source.article, document.limit.verified
    for pledge in document.commitments:
        yield pledge.source.article, pledge.verified


def test_there_are_at_least_forty_five_in_eight_fields() -> None:
    assert len(DOCUMENTS) >= 45
    assert len({document.field for document in DOCUMENTS.values()}) >= 8
    assert {document.level for document in DOCUMENTS.values()} == {"district", "commune"}


@each_procedure
def test_the_checker_finds_nothing(slug: str) -> None:
    assert faults(DOCUMENTS[slug].as_json()) == []


@each_procedure
def test_the_file_is_named_after_its_procedure(slug: str) -> None:
    assert DOCUMENTS[slug].slug == slug


def test_codes_and_titles_are_used_once() -> None:
    for kind in ("code", "slug"):
        values = [getattr(document, kind) for document in DOCUMENTS.values()]
        assert sorted(values) == sorted(set(values))
    titles = [document.title.vi for document in DOCUMENTS.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_is_there_in_both_languages(file: Path) -> None:
    texts = list(_texts(json.loads(file.read_text("utf-8"))))

    assert [path for path, text in texts if not text.get("vi", "").strip() or not text.get("en", "").strip()] == []
    assert len(texts) > 30


@each_procedure
def test_the_form_becomes_a_page_for_each_section_and_one_for_the_counter(slug: str) -> None:
    form = DOCUMENTS[slug].form

    for section in form.sections:
        assert section_form(form, section.key, answers={})().is_bound is False
    assert set(whole_form(form)().fields) <= {field.key for field in form.fields}


@each_procedure
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_json_schema_of_the_form_is_a_valid_schema(slug: str, language: str) -> None:
    with override(language):
        schema = json_schema(DOCUMENTS[slug].form)

    assert jsonschema_rs.meta.is_valid(schema)


@each_procedure
def test_the_steps_fit_into_the_limit_of_the_law_and_into_every_commitment(slug: str) -> None:
    document = DOCUMENTS[slug]
    needed = sum(working_hours(step.duration) for step in document.steps if step.clock is StepClock.RUNNING)

    for limit in (document.limit, *document.commitments):
        assert needed <= working_hours(limit)


@each_procedure
def test_what_the_summary_says_is_not_counted_is_a_step_that_is_not(slug: str) -> None:
    document = DOCUMENTS[slug]
    waits = {step.clock for step in document.steps} - {StepClock.RUNNING}

    assert bool(waits) == ("không tính vào thời hạn" in document.summary.vi)
    assert all(step.clock_source for step in document.steps if step.clock in waits)


@each_procedure
def test_whatever_counts_as_verified_names_its_article(slug: str) -> None:
    assert [article for article, verified in _sourced(DOCUMENTS[slug]) if verified and not article] == []


@each_procedure
def test_every_document_of_a_limit_or_commitment_is_among_the_legal_basis(slug: str) -> None:
    document = DOCUMENTS[slug]
    basis = {one.document for one in document.legal_basis}

    assert {document.limit.source.document, *(pledge.source.document for pledge in document.commitments)} <= basis


@each_procedure
def test_the_deciding_office_is_a_unit_of_the_district(slug: str) -> None:
    codes = {unit["code"] for unit in json.loads(UNITS.read_text("utf-8"))["units"]}

    assert DOCUMENTS[slug].deciding_office in codes | {"receiving_unit"}


@pytest.mark.parametrize("slug", SHORTENED)
def test_what_the_dispatch_shortened_carries_both_limits(slug: str) -> None:
    document = DOCUMENTS[slug]
    (pledge,) = document.commitments

    assert (document.limit.amount, pledge.amount) == SHORTENED[slug]
    assert {document.limit.unit, pledge.unit} == {TimeUnit.WORKING_DAY}
    assert (pledge.verified, pledge.valid_from) == (True, date(2019, 4, 9))
    assert pledge.source.document == "Công văn 554/UBND-CCHC ngày 09/4/2019 của UBND quận Tân Bình"


def test_nothing_else_has_a_commitment() -> None:
    assert {slug for slug, document in DOCUMENTS.items() if document.commitments} == set(SHORTENED)


def test_only_the_environmental_plan_has_ended() -> None:
    ended = {slug: document.valid_to for slug, document in DOCUMENTS.items() if document.valid_to}

    assert ended == {"xac-nhan-ke-hoach-bao-ve-moi-truong": date(2022, 1, 1)}


def test_the_fees_of_certification_are_those_of_the_circular() -> None:
    amounts = {
        (slug, item.key): item.amount
        for slug, document in DOCUMENTS.items()
        for item in document.fee.items
        if item.source.document == "Thông tư 226/2016/TT-BTC"
    }

    assert amounts == {
        ("chung-thuc-ban-sao-tu-ban-chinh", "page"): 2_000,
        ("chung-thuc-ban-sao-tu-ban-chinh", "more_page"): 1_000,
        ("chung-thuc-chu-ky", "case"): 10_000,
        ("chung-thuc-chu-ky-nguoi-dich", "case"): 10_000,
        ("chung-thuc-hop-dong-giao-dich", "contract"): 50_000,
        ("chung-thuc-sua-doi-huy-bo-hop-dong", "change"): 30_000,
        ("sua-loi-sai-sot-trong-hop-dong", "correction"): 25_000,
    }


def test_everything_verified_stands_in_the_list_that_a_person_read() -> None:
    """A new value marked as verified must be added here by whoever compared it with the document."""
    read = {
        ("Luật Hộ tịch 60/2014/QH13", article)
        for article in ("Điều 5 khoản 3", "Điều 18", "Điều 25", "Điều 28", "Điều 33", "Điều 34", "Điều 38")
    } | {("Nghị định 23/2015/NĐ-CP", article) for article in ("Điều 7", "Điều 21", "Điều 22", "Điều 25")}
    claimed = {
        (one.document, article.split(" (")[0])
        for document in DOCUMENTS.values()
        for one in _verified_of_known_laws(document)
        for article in one.article.split(", ")
    }

    assert claimed <= read


def _verified_of_known_laws(document: ProcedureDocument) -> Iterator[LegalBasis]:
    limit = document.limit
    shown = [*document.legal_basis, LegalBasis(**limit.source.model_dump(), verified=limit.verified)]
    for one in shown:
        if one.verified and one.document in {"Luật Hộ tịch 60/2014/QH13", "Nghị định 23/2015/NĐ-CP"}:
            yield one


@each_procedure
def test_an_unverified_fee_is_marked(slug: str) -> None:
    def is_known(item: FeeItem) -> bool:
        return item.source.document == "Thông tư 226/2016/TT-BTC"

    assert [item.key for item in DOCUMENTS[slug].fee.items if item.verified != is_known(item)] == []
