"""Is everything there that was confirmed, once, and does what is stored agree with itself?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, F, Max, Min

from benchmarks.acting import Told
from motcua.foundation.attachments.content import path_of
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.registers.models import Book, NumberSeries
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Channel, Delivery, Dossier, DossierEvent, DossierPaper
from motcua.services.onestop.models.paper import PaperSource
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import TRANSITIONS, Effect

# what the platform does by itself while the actions run
BY_ITSELF = {Action.DRAFT_APOLOGY, Action.RECOUNT}
TOLD = {action for action, row in TRANSITIONS.items() if Effect.NOTIFY in row.effects}


def faults(told: Sequence[Told], *, since: datetime) -> dict[str, int]:
    """Return how much is wrong, by what. Nobody but the clients has filed since `since`."""
    stored = {dossier.code: dossier for dossier in Dossier.objects.filter(code__in=[each.code for each in told])}
    happened = _happened([dossier.pk for dossier in stored.values()])
    return {
        **_acts(told, stored, happened),
        "filings_doubled": Dossier.objects.filter(filed_at__gte=since).exclude(pk__in=happened).count(),
        "uploads_wrong": sum(_uploads_wrong(each, stored[each.code]) for each in told if each.code in stored),
        "contents_wrong": _contents_wrong(since),
        "messages_wrong": _messages_wrong(list(stored.values()), happened),
        "journal_entries_wrong": _journal_wrong(happened),
        "journal_broken": len(list(broken_links())),
        "rows_not_their_replay": len(list(differing(since=since))),
        "numbers_missing": _numbers_missing(),
        "book_lines_missing": _lines_missing(),
    }


def _happened(ids: Sequence[int]) -> dict[int, list[Action]]:
    """Return the acts of each dossier in their order, without what the platform does by itself."""
    found: dict[int, list[Action]] = {pk: [] for pk in ids}
    events = DossierEvent.objects.filter(dossier__in=ids).exclude(kind__in=BY_ITSELF).order_by("dossier", "seq")
    for pk, kind in events.values_list("dossier", "kind"):
        found[pk].append(Action(kind))
    return found


def _acts(told: Sequence[Told], stored: Mapping[str, Dossier], happened: Mapping[int, list[Action]]) -> dict[str, int]:
    """Compare what was confirmed with what happened: exactly these acts, each once, in this order."""
    lost = doubled = misplaced = 0
    for each in told:
        there = happened[stored[each.code].pk] if each.code in stored else []
        said, found = Counter(each.acts), Counter(there)
        lost += (said - found).total()
        doubled += (found - said).total()
        misplaced += said == found and each.acts != there
    codes = [each.code for each in told]
    return {"acts_lost": lost, "acts_doubled": doubled, "acts_misplaced": misplaced + len(codes) - len(set(codes))}


def _uploads_wrong(told: Told, dossier: Dossier) -> int:
    """Return how many confirmed uploads are not there exactly once."""
    papers = DossierPaper.objects.filter(dossier=dossier, source=PaperSource.SUPPLEMENT, stored__isnull=False)
    sheets = Delivery.objects.filter(dossier=dossier, sheet__isnull=False).values_list("sheet__sha256", flat=True)
    wrong = Counter(told.papers)
    wrong.subtract(papers.values_list("stored__sha256", flat=True))
    returned = [told.sheet] if Action.RETURN in told.acts else []
    return sum(map(abs, wrong.values())) + (list(sheets) != returned)


def _contents_wrong(since: datetime) -> int:
    """Return how many contents of files received since then are missing or not what their name says."""
    names = set(StoredFile.objects.filter(received_at__gte=since).values_list("content_sha256", flat=True))
    paths = {name: path_of(name) for name in names}
    return sum(
        not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != name for name, path in paths.items()
    )


def _messages_wrong(dossiers: Sequence[Dossier], happened: Mapping[int, list[Action]]) -> int:
    """Return how many messages are missing or too many: one a turn that is told, for whoever left an address."""
    ids = [str(dossier.pk) for dossier in dossiers]
    found = Counter(
        OutboxMessage.objects.filter(about_type="dossier", about_id__in=ids).values_list("about_id", flat=True)
    )
    wrong = 0
    for dossier in dossiers:
        turns = [action for action in happened[dossier.pk] if action in TOLD]
        is_told_once = dossier.channel == Channel.COUNTER  # filed and accepted in one breath
        expected = len(turns) - is_told_once if dossier.contact_email or dossier.contact_phone else 0
        wrong += abs(found[str(dossier.pk)] - expected)
    return wrong


def _journal_wrong(happened: Mapping[int, list[Action]]) -> int:
    """Return how many acts do not have exactly one entry in the journal."""
    ids = [str(pk) for pk in happened]
    entries = AuditEntry.objects.filter(target_type="dossier", target_id__in=ids, detail__has_key="seq")
    found = Counter(
        (int(pk), action)
        for pk, action in entries.values_list("target_id", "action")
        if action not in {f"onestop.{each}" for each in BY_ITSELF}
    )
    found.subtract((pk, f"onestop.{action}") for pk, acts in happened.items() for action in acts)
    return sum(map(abs, found.values()))


def _numbers_missing() -> int:
    """Return how many series have a gap, a number twice, or do not go on after the last one."""
    counted = NumberSeries.objects.annotate(
        many=Count("issued"), first=Min("issued__number"), last=Max("issued__number")
    )
    wrong = counted.filter(many__gt=0).exclude(many=F("last"), first=1, next_number=F("last") + 1)
    return wrong.count() + counted.filter(many=0).exclude(next_number=1).count()


def _lines_missing() -> int:
    """Return how many books have a gap or a line twice."""
    counted = Book.objects.annotate(many=Count("entries"), last=Max("entries__number"))
    return counted.filter(many__gt=0).exclude(many=F("last")).count()
