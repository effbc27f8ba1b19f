"""`motcua read-directive`: read an official letter and print what it orders, as a proposal for a person."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.config import prepare

if TYPE_CHECKING:
    from motcua.replication.directives.reader.proposal import Proposal
    from motcua.replication.directives.reader.unit_book import KnownUnit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the letter: .txt, .docx, or a .pdf that has text")
    parser.add_argument("--json", action="store_true", help="print JSON: units by their references")


def run(arguments: argparse.Namespace) -> int:
    """Print the proposal; a file that is no letter is one sentence and status 2. Needs no database.

    Units are those that come with the platform; the upload page reads with the installation's own.
    """
    prepare.set_up_django()
    from motcua.replication.directives.known_units import shipped_units  # noqa: PLC0415 - models need a loaded Django
    from motcua.replication.directives.letter_files import text_of  # noqa: PLC0415
    from motcua.replication.directives.reader.read import NotALetter, read_letter  # noqa: PLC0415
    from motcua.replication.directives.refusals import LetterRefused  # noqa: PLC0415

    units = shipped_units()
    try:
        proposal = read_letter(text_of(arguments.file.read_bytes()), lambda _heading: units)
    except FileNotFoundError:
        return _refuse(f"there is no file {arguments.file}.")
    except IsADirectoryError:
        return _refuse(f"{arguments.file} is a folder, not a letter.")
    except (NotALetter, LetterRefused) as fault:
        return _refuse(str(fault) or str(LetterRefused("not_a_letter")))
    _print(_as_json(proposal) if arguments.json else "\n".join(_as_text(proposal, units)))
    return 0


def _as_json(proposal: "Proposal") -> str:
    return json.dumps(asdict(proposal), ensure_ascii=False, indent=1, default=str)


def _as_text(proposal: "Proposal", units: "list[KnownUnit]") -> Iterator[str]:
    names = {unit.key: unit.short_name for unit in units}

    def listed(keys: tuple[str, ...]) -> str:
        return ", ".join(names[key] for key in keys) or "–"

    yield f"Số: {proposal.number or '?'}   Ngày: {proposal.issued_on or '?'}"
    yield f"Cơ quan ban hành: {names[proposal.issuer] if proposal.issuer else f'? {proposal.issuer_text}'}"
    yield f"Trích yếu: {proposal.subject or '?'}"
    yield f"Người ký: {proposal.signer or '?'}"
    for basis in proposal.bases:
        yield f"Căn cứ [{basis.span.first}] {basis.number or '?'} {basis.issued_on or ''}{_doubt(basis.doubt)}"
    for line in proposal.recipients:
        yield f"{line.kind.label} [{line.span.first}] {line.text}: {listed(line.units)}{_doubt(line.doubt)}"
    for asked in proposal.requirements:
        until = asked.due_on or (asked.repeats.label if asked.repeats != "once" else "–")
        lines = f"{asked.span.first}-{asked.span.last}"
        whom = f"{listed(asked.units)}{_doubt(asked.doubt)}"
        yield f"Yêu cầu {asked.number} [{lines}] từ {asked.starts_on or '–'} hạn {until}: {whom}"
        yield f"    {asked.text}"
    for model in proposal.models:
        origin = names[model.origin] if model.origin else "?"
        takers = f"{listed(model.takers)}{_doubt(model.doubt)}"
        yield f"Mô hình [{model.span.first}-{model.span.last}] {model.title} ({origin}) → {takers}"
    for passage in proposal.unclear:
        yield f"{_doubt(passage.doubt).strip()} [{passage.span.first}] {passage.text}"


def _doubt(doubt: object) -> str:
    return f"  (!) {getattr(doubt, 'label', '')}" if doubt else ""


def _print(text: str) -> None:
    print(text)  # noqa: T201 - the command line speaks here


def _refuse(sentence: str) -> int:
    print(f"motcua read-directive: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return 2
