"""Official letters are read: the dispatch, other layouts, deadlines; what is not understood is marked."""

import io
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from motcua import cli
from motcua.replication.directives.known_units import shipped_units
from motcua.replication.directives.letter_files import text_of
from motcua.replication.directives.models import Doubt, Repeats
from motcua.replication.directives.reader.dates import has_suspect, marks
from motcua.replication.directives.reader.proposal import Proposal
from motcua.replication.directives.reader.read import NotALetter, read_letter
from motcua.replication.directives.reader.unit_book import UnitBook
from motcua.replication.directives.refusals import LetterRefused
from tests.factories.attachments import make_docx, make_pdf, make_xlsx
from tests.replication.directives.letters import NAMES, letter, truth
from tests.replication.directives.letters.scoring import score

DAY = date(2019, 4, 9)


@cache
def read(name: str) -> Proposal:
    """Return what is read in a letter; the longest takes two seconds."""
    units = shipped_units()
    return read_letter(text_of(letter(name)), lambda _heading: units)


@pytest.mark.parametrize("name", ["554", *NAMES])
@pytest.mark.parametrize("kind", ["deadlines", "models", "requirements", "addressees", "units"])
def test_what_a_person_reads_in_a_letter_is_found_and_nothing_else(name: str, kind: str) -> None:
    found = score(read(name), truth(name))[kind]
    assert (found.precision, found.recall) == (1.0, 1.0), found


@pytest.mark.parametrize("name", ["554", *NAMES])
def test_the_head_of_a_letter_is_read_in_every_layout(name: str) -> None:
    proposal, true = read(name), truth(name)
    assert (proposal.number, str(proposal.issued_on), proposal.issuer) == (
        true["number"],
        true["issued_on"],
        true["issuer"],
    )
    assert (proposal.subject, proposal.signer) == (true["subject"], true["signer"])
    assert [basis.number for basis in proposal.bases] == true["bases"]


@pytest.mark.parametrize("name", ["554", *NAMES])
def test_each_order_stands_in_the_lines_it_names(name: str) -> None:
    lines = text_of(letter(name)).split("\n")
    for order in read(name).requirements:
        passage = " ".join(" ".join(lines[order.span.first - 1 : order.span.last]).replace("**", "").split())
        assert order.text.split()[0] in passage
        assert " ".join(order.text.split()[-3:]) in passage


def test_a_deadline_that_is_not_understood_is_marked_and_not_guessed() -> None:
    orders = {one.number: one for one in read("cong-van-thanh-pho").requirements}
    assert (orders["II.3.b"].due_on, orders["II.3.b"].doubt) == (None, Doubt.DEADLINE)
    assert orders["II.4"].doubt is None


def test_an_order_that_names_nobody_is_marked() -> None:
    orders = {one.number: one for one in read("ke-hoach-phuong").requirements}
    assert (orders["II.1"].units, orders["II.1"].doubt) == ((), Doubt.UNITS)


def test_a_recipient_that_is_no_known_unit_is_marked() -> None:
    lines = {line.text: line for line in read("554").recipients}
    assert (lines["TT. HĐND/Q"].units, lines["TT. HĐND/Q"].doubt) == ((), Doubt.UNITS)
    assert lines["Như trên"].doubt is None


def test_an_order_outside_the_numbering_is_shown_as_unclear() -> None:
    assert [passage.span.first for passage in read("554").unclear] == [131]


@pytest.mark.parametrize(
    ("words", "starts_on", "due_on"),
    [
        ("tu nay den ngay 10 thang 5 nam 2019", DAY, date(2019, 5, 10)),
        ("truoc ngay 25 thang 5 nam 2019", None, date(2019, 5, 24)),
        ("truoc ngay 01/3/2020", None, date(2020, 2, 29)),
        ("bat dau tu ngay 13/3/2019", date(2019, 3, 13), None),
        ("tu nay den het quy 2 nam 2019", DAY, date(2019, 6, 30)),
        ("den het quy IV nam 2019".lower(), None, date(2019, 12, 31)),
        ("truoc thang 9 nam 2019", None, date(2019, 8, 31)),
        ("tu ngay 06/5/2019 den het ngay 28/6/2019", date(2019, 5, 6), date(2019, 6, 28)),
        ("cham nhat la ngay 27/9/2019", None, date(2019, 9, 27)),
        ("hoan thanh trong thang 2/2020", None, date(2020, 2, 29)),
    ],
)
def test_the_words_of_deadlines(words: str, starts_on: date | None, due_on: date | None) -> None:
    (mark,) = marks(words, DAY)
    assert (mark.starts_on, mark.due_on) == (starts_on, due_on)


def test_each_quarter_is_a_deadline_that_comes_again() -> None:
    assert [mark.repeats for mark in marks("dinh ky hang quy, tong hop", DAY)] == [Repeats.QUARTERLY]


@pytest.mark.parametrize(
    "words", ["truoc ngay 31/6/2019", "truoc ngay 30/6", "trong vong 05 ngay lam viec", "dinh ky hang thang bao cao"]
)
def test_a_day_that_does_not_exist_or_is_not_said_whole_is_no_deadline(words: str) -> None:
    assert not any(mark.is_deadline for mark in marks(words, DAY))
    assert has_suspect(words, marks(words, DAY))


@pytest.mark.parametrize(
    ("phrase", "count", "is_complete"),
    [
        ("Ủy ban nhân dân 15 phường", 15, True),
        ("Ủy ban nhân dân 20 phường", 15, False),
        ("UBND các phường", 15, True),
        ("Chi cục Thuế, Tòa án nhân dân quận", 2, True),
        ("Các Trường Mầm non, Tiểu học và Trung học cơ sở", 14, False),
        ("Công ty Cổ phần Hoa Sen", 0, False),
    ],
)
def test_names_and_groups_of_units(phrase: str, count: int, is_complete: bool) -> None:
    match = UnitBook(shipped_units(), "tan-binh").match(phrase)
    assert (len(match.units), match.is_complete) == (count, is_complete)


def test_a_name_that_two_units_share_means_neither() -> None:
    units = shipped_units()
    first = next(unit for unit in units if unit.key == "binh-tan")
    book = UnitBook([*units, replace(first, key="twin")], "tan-binh")
    assert book.one("quận Bình Tân") is None


def encrypted(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="chu", user="khach"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n", "empty"),
        (make_pdf(text=""), "scanned"),
        (encrypted(make_pdf()), "encrypted"),
        (b"%PDF-1.7 nothing", "broken"),
        (make_xlsx(), "not_text"),
        (b"PK\x03\x04....", "broken"),
        (make_docx(), "broken"),
        (b"\xff\xd8\xff\xe0 jpeg", "not_text"),
    ],
)
def test_a_file_without_text_is_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(LetterRefused) as refused:
        text_of(data)
    assert refused.value.code == code


def test_a_text_that_is_no_letter_is_refused() -> None:
    with pytest.raises(NotALetter):
        read_letter("Thư gửi bạn.\n\n1. Trước ngày 5/5/2019 nhớ về.", lambda _heading: [])


def test_the_command_prints_the_proposal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "chi-thi.docx"
    path.write_bytes(letter("chi-thi"))
    assert cli.main(["read-directive", "--json", str(path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["number"] == "05/CT-UBND"
    assert cli.main(["read-directive", str(path)]) == 0
    assert "Chưa hiểu thời hạn" in capsys.readouterr().out


def test_the_command_says_why_it_reads_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rong.txt"
    path.write_bytes(b"")
    assert cli.main(["read-directive", str(path)]) == 2
    assert cli.main(["read-directive", str(tmp_path / "khong-co.txt")]) == 2
    said = capsys.readouterr().err
    assert "không có nội dung" in said
    assert "there is no file" in said
