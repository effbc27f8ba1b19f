"""The letter of the results: what stands in it, numbered and issued once, always in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import translation

from motcua.foundation.documents.actions import issue_document
from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.documents.letters import Heading
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.queries import latest_document
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names, version_on
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.kinds import PARTS, Basis, Round, Tie
from motcua.replication.contest.models import Contest, ContestRound, Ranking, RankingLine

KIND = "contest_results"
Data = dict[str, object]


@dataclass(frozen=True)
class Signer:
    """Who signs the letter."""

    name: str
    title: str


def issue_letter(contest: Contest, ranked: Ranking, signer: Signer, *, by: Staff, now: datetime) -> IssuedDocument:
    """Return the issued letter with the next number of the year ("3/TB-HT"); belongs into the announcement."""
    series = SeriesKey(contest.unit_id, "contest.results", str(day_of(now).year))
    number = f"{issue_number(series=series, now=now, about=f'contest:{contest.pk}')}/TB-HT"
    with translation.override("vi"):
        return issue_document(
            kind=KIND,
            circular="",
            number=number,
            unit_id=contest.unit_id,
            about=about(contest),
            template="contest/results",
            data=letter_data(contest, ranked, signer, number=number, now=now),
            by=by.as_actor(),
            now=now,
        )


def issued_letter(contest: Contest) -> IssuedDocument | None:
    """Return the letter of the results, or None before the announcement."""
    return latest_document(about(contest), KIND)


def about(contest: Contest) -> tuple[str, str]:
    """Return how letters name the contest."""
    return ("contest", str(contest.pk))


def letter_data(contest: Contest, ranked: Ranking, signer: Signer, *, number: str, now: datetime) -> Data:
    """Return plain data for `contest/results`."""
    day = day_of(now)
    unit = version_on(contest.unit_id, day)
    superior = version_on(unit.parent_id, day).name if unit.parent_id else ""
    lines = list(ranked.lines.select_related("entry").order_by("rank", "entry"))
    names = unit_names([line.entry.unit_id for line in lines], day)
    parts = [part for part in PARTS if any(part in line.parts for line in lines)]
    return {
        "heading": Heading(
            superior=superior, agency=unit.name, number=number, place=unit.short_name, day=day
        ).as_data(),
        "title": contest.title,
        "call": contest.number,
        "entries": contest.entries.count(),
        "finalists": len(lines),
        "final_day": day_in_words(day_of(contest.final_at)),
        "parts": [str(part.label) for part in parts],
        "weights": [number_vn(one.weight.normalize()) for one in _weights(contest, parts)],
        "basis": str(Basis(ranked.basis).label),
        "lines": [_line(line, ranked, parts, names[line.entry.unit_id]) for line in lines],
        "winners": [
            {"rank": line.rank, "title": line.entry.title, "unit": names[line.entry.unit_id]}
            for line in lines
            if line.rank <= contest.winners
        ],
        "signer": signer.name.strip(),
        "signer_title": signer.title.strip(),
    }


def _weights(contest: Contest, parts: Sequence[Round]) -> list[ContestRound]:
    rounds = {one.kind: one for one in contest.rounds.all()}
    return [rounds[part] for part in parts]


def _line(line: RankingLine, ranked: Ranking, parts: Sequence[Round], unit: str) -> Data:
    total, other = (line.adjusted, line.raw) if ranked.basis == Basis.ADJUSTED else (line.raw, line.adjusted)
    return {
        "rank": str(line.rank),
        "title": line.entry.title,
        "unit": unit,
        "parts": [_written(line.part_totals.get(part)) for part in parts],
        "total": _written(total),
        "other": _written(other),
        "decided_by": str(Tie(line.decided_by).label) if line.decided_by else "",
    }


def _written(total: Decimal | None) -> str:
    return "–" if total is None else number_vn(total, 2)
