"""Does what is stored equal what happened? Compare rows with the replay of their events."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch

from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.replay import FIELDS, projection_of, replay

BATCH = 500


def differing(
    *, since: datetime | None = None, among: tuple[int, int] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield code and differing fields of each dossier touched since `since` (all without) that is not its replay.

    `among`: only those whose ids lie between these two.
    """
    chosen = Dossier.objects.order_by("pk")
    if among is not None:
        chosen = chosen.filter(pk__range=among)
    if since is not None:
        chosen = chosen.filter(pk__in=DossierEvent.objects.filter(at__gte=since).values("dossier"))
    history = Prefetch("events", DossierEvent.objects.order_by("seq"))
    for dossier in chosen.prefetch_related(history).iterator(chunk_size=BATCH):
        stored = projection_of(dossier)
        try:
            told = replay(dossier.events.all())
        except ValueError as fault:
            yield dossier.code, [str(fault)]
            continue
        # histories begun before events told the version do not say which it was
        compared = FIELDS if told.procedure_version_id else [name for name in FIELDS if name != "procedure_version_id"]
        fields = [name for name in compared if getattr(stored, name) != getattr(told, name)]
        if fields:
            yield dossier.code, fields
