"""Winners become models of the register, with their evidence, recognised by the letter of the result."""

from datetime import datetime

from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.models import Contest, Entry, Ranking
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.content import Content, Person
from motcua.replication.initiatives.models import Initiative

_LONGEST_DOCUMENT = 400


def register_winners(
    contest: Contest, ranked: Ranking, letter: IssuedDocument, *, by: Staff, now: datetime
) -> list[Initiative]:
    """Return the models made of the winners, each proposed by its unit and recognised by the letter.

    Raises what the register refuses.
    """
    agency = version_on(contest.unit_id, day_of(now)).name
    document = f"Thông báo số {letter.number}, {day_in_words(day_of(now))}, {agency}"[:_LONGEST_DOCUMENT]
    made = []
    for line in ranked.lines.filter(rank__lte=contest.winners).select_related("entry").order_by("rank", "entry"):
        proposed = propose_initiative(
            origin_unit_id=line.entry.unit_id, keeper_id=contest.unit_id, content=_content(line.entry), by=by, now=now
        )
        recognised = recognise_initiative(
            initiative_id=proposed.pk, recognised_by=document, elsewhere=True, by=by, now=now
        )
        Entry.objects.filter(pk=line.entry_id).update(initiative=recognised)
        made.append(recognised)
    return made


def _content(entry: Entry) -> Content:
    return Content(
        title=entry.title,
        problem=entry.problem,
        solution=entry.solution,
        evidence=entry.evidence,
        # the register knows people by name, once each
        people=tuple({author.name: Person(author.name, author.position) for author in entry.authors.all()}.values()),
    )
