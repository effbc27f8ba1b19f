"""The writer of many due times at once: an event for each dossier, and the row that is its fold.

It does for thousands what `change_state` does for one, when nothing but the calendar has changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.effects import Turn, perform
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.recount import Moved
from motcua.services.onestop.replay import FIELDS, MOMENTS, Projection, apply, projection_of, written
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import TRANSITIONS

# what of a dossier's row is read to write it again, and to tell its applicant
ROW = (
    *(name.removesuffix("_id") for name in FIELDS),
    *("code", "uid", "channel", "language", "contact_email", "contact_phone", "result_by"),
)
_COLUMNS = (*sorted(MOMENTS), "apology_drafted_at")
_UPDATE = f"""
UPDATE onestop_dossier d SET version = u.version, {", ".join(f"{name} = u.{name}" for name in _COLUMNS)}
FROM unnest(%s::bigint[], %s::int[], {", ".join("%s::timestamptz[]" for _ in _COLUMNS)})
     AS u(id, version, {", ".join(_COLUMNS)})
WHERE d.id = u.id
"""  # noqa: S608 - names of columns, none of them from outside


def move_due_times(dossiers: Sequence[Dossier], moved: Mapping[int, Moved], *, by: Actor, now: datetime) -> None:
    """Write what moved of these dossiers, which the caller has locked; two statements for thousands."""
    if not dossiers:
        return
    events = [_event(dossier, moved[dossier.pk], by, now) for dossier in dossiers]
    after = [apply(projection_of(dossier), event) for dossier, event in zip(dossiers, events, strict=True)]
    DossierEvent.objects.bulk_create(events)
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, _values(dossiers, after))
    for dossier, event, projection in zip(dossiers, events, after, strict=True):
        for name in FIELDS:
            setattr(dossier, name, getattr(projection, name))
        for effect in TRANSITIONS[Action.RECOUNT].effects:
            perform(effect, Turn(dossier, event, by, now))


def _values(dossiers: Sequence[Dossier], after: Sequence[Projection]) -> list[list[object]]:
    moments = [[getattr(each, name) for each in after] for name in _COLUMNS]
    return [[dossier.pk for dossier in dossiers], [each.version for each in after], *moments]


def _event(dossier: Dossier, moved: Moved, by: Actor, now: datetime) -> DossierEvent:
    return DossierEvent(
        dossier=dossier,
        seq=dossier.version + 1,
        at=max(now, dossier.accepted_at or dossier.filed_at),
        kind=Action.RECOUNT,
        actor_kind=by.kind,
        actor_name=by.name,
        from_state=dossier.state,
        to_state=dossier.state,
        step=dossier.step,
        office_unit_id=dossier.office_unit_id,
        public=TRANSITIONS[Action.RECOUNT].public,
        payload={"before": dossier.next_due_at.isoformat(), "sets": written(moved.moments)},
    )
