"""Keep a ranking as it was decided, with the number of the last event it rests on."""

from datetime import datetime

from motcua.foundation.units.models import Staff
from motcua.replication.contest.models import Contest, Ranking, RankingLine
from motcua.replication.contest.queries.log import folded, rubric_of
from motcua.replication.contest.ranking import Line, ranking


def keep_ranking(contest: Contest, what: str, *, by: Staff, now: datetime) -> tuple[Ranking, list[Line]]:
    """Compute the ranking of "preliminary" or "final" from the log, store it and return both. The contest is locked."""
    lines = ranking(folded(contest), rubric_of(contest), what)
    kept = Ranking.objects.create(
        contest=contest, what=what, basis=contest.basis, last_seq=contest.last_seq, made_at=now, made_by=by
    )
    RankingLine.objects.bulk_create(
        RankingLine(
            ranking=kept,
            entry_id=line.entry,
            rank=line.rank,
            other_rank=line.other_rank,
            raw=line.raw,
            adjusted=line.adjusted,
            sheets=line.sheets,
            decided_by=line.decided_by,
            parts={part: str(total) for part, total in line.parts.items()},
        )
        for line in lines
    )
    return kept, lines
