"""What is exported comes back byte for byte; one bad row and nothing is taken, with row, column and reason."""

import json
from typing import Any

import pytest

from motcua.services.onestop.designing.exchange import (
    LARGEST,
    LONGEST_PLACE,
    MOST_FAULTS,
    MOST_ROWS,
    FileFaulty,
    packed,
    unpacked,
)
from motcua.services.onestop.reference import shipped_documents
from tests.services.onestop.designing.corpus import base


def faults_of(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(FileFaulty) as refused:
        unpacked(data)
    assert str(refused.value)
    return [(fault.row, fault.column, str(fault.reason)) for fault in refused.value.faults]


def changed(change: Any) -> bytes:
    """The file of all shipped procedures with something done to it."""
    whole = json.loads(packed(shipped_documents()))
    change(whole["procedures"])
    return json.dumps(whole).encode()


def test_every_shipped_procedure_returns_with_the_same_hash_and_the_file_with_the_same_bytes() -> None:
    documents = shipped_documents()
    returned = unpacked(packed(documents))
    assert [one.sha256() for one in returned] == [one.sha256() for one in documents]
    assert [one.canonical_json() for one in returned] == [one.canonical_json() for one in documents]
    assert packed(returned) == packed(documents)


def test_one_bare_document_is_a_file_as_well() -> None:
    assert [document.slug for document in unpacked(json.dumps(base()).encode())] == ["cap-giay-phep"]


def test_a_fault_names_row_column_and_reason() -> None:
    def spoil(rows: Any) -> None:
        del rows[3]["document"]["steps"][1]["duration"]
        rows[7]["document"]["field"] = "magic"

    found = faults_of(changed(spoil))
    assert [row for row, _column, _reason in found] == [4, 8]
    assert found[0][1].startswith("Các bước › 2.")
    assert found[0][2].startswith("Bước chưa có thời gian")
    assert found[1][1:] == ("Lĩnh vực", "Lĩnh vực không có trong danh mục. Hãy chọn một lĩnh vực.")


def test_a_file_that_was_changed_after_its_export_is_noticed() -> None:
    def spoil(rows: Any) -> None:
        rows[0]["document"]["provenance"] = "khác"

    ((row, column, reason),) = faults_of(changed(spoil))
    assert (row, column) == (1, "sha256")
    assert "xóa mục sha256" in reason


def test_the_same_procedure_twice_is_refused() -> None:
    ((row, column, _reason),) = faults_of(changed(lambda rows: rows.append(rows[0])))
    assert (row, column) == (len(shipped_documents()) + 1, "slug")


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"{", b"[]", b"7", b'{"format": "motcua-procedures/1"}', b'{"format": "x", "procedures": [{}]}'],
)
def test_what_is_no_such_file_is_said_in_one_sentence(data: bytes) -> None:
    assert len(faults_of(data)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("\ud83d", 1),
        ("provenance", "a\ud83d"),
        ("provenance", "a\0b"),
        ("²", 1),
        ("9" * 5000, 1),
        ("surprise", [0] * 100_000),
        ("steps", [{"title": {"vi": "\ud83d"}}]),
    ],
    ids=["half a letter", "half in a text", "nothing in a text", "a small two", "digits", "a heap", "half in a title"],
)
def test_what_only_a_hand_makes_is_told_in_words_that_can_be_shown(name: str, value: object) -> None:
    def spoil(rows: Any) -> None:
        rows[0]["document"][name] = value

    found = faults_of(changed(spoil))
    assert {row for row, _column, _reason in found} == {1}
    assert all(f"{column}{reason}".encode() for _row, column, reason in found)
    assert all(len(column) <= LONGEST_PLACE for _row, column, _reason in found)


def test_a_number_of_thousands_of_digits_is_no_file_of_ours() -> None:
    whole = b'{"format": "motcua-procedures/1", "procedures": [' + b"9" * 5000 + b"]}"
    assert len(faults_of(whole)) == 1


def test_of_a_file_of_rubbish_the_first_faults_are_told() -> None:
    assert "quá nhiều thủ tục" in faults_of(changed(lambda rows: rows.extend([{}] * MOST_ROWS)))[0][2]
    assert len(faults_of(changed(lambda rows: rows.extend([{"document": {}}] * 100)))) == MOST_FAULTS


def test_a_row_of_nothing_and_a_file_too_large_are_refused() -> None:
    assert faults_of(changed(lambda rows: rows.append({})))[0][1] == "document"
    assert "5 MB" in faults_of(b" " * (LARGEST + 1))[0][2]
