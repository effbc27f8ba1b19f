"""The writer of many due times at once: an event for each dossier, and the row that is its fold.

It does for thousands what `change_state` does for one, when nothing but the calendar has changed. One statement takes
the moments of the rows from the very payloads it appends as events, so that neither can say anything else.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import tell_of_recount
from motcua.services.onestop.recount import Moved
from motcua.services.onestop.replay import MOMENTS, moments_as_json
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import TRANSITIONS, Effect

# what is read of a dossier to tell its applicant
TOLD = ("code", "uid", "language", "contact_email", "contact_phone", "result_by", "receiving_unit", "next_due_at")
# an array for thousands of ids: as a list of parameters they took longer than the locks
_HOLD = "SELECT id, version FROM onestop_dossier WHERE id = ANY(%s) AND NOT is_resting ORDER BY id FOR UPDATE"
_MOVE = f"""
WITH told AS (
    SELECT u.id, u.payload, u.payload -> 'sets' AS sets
    FROM ROWS FROM (unnest(%(ids)s::bigint[]), jsonb_array_elements(%(payloads)s::jsonb)) AS u(id, payload)
), moved AS (
    UPDATE onestop_dossier d
    SET version = d.version + 1, apology_drafted_at = NULL,
        {", ".join(f"{name} = coalesce((t.sets ->> '{name}')::timestamptz, d.{name})" for name in sorted(MOMENTS))}
    FROM told t WHERE d.id = t.id
    RETURNING d.id, d.version, d.state, d.step, d.office_unit_id, t.payload,
              coalesce(d.accepted_at, d.filed_at) AS since, d.contact_email <> '' OR d.contact_phone <> '' AS is_reached
), written AS (
    INSERT INTO onestop_dossierevent
        (dossier_id, seq, at, kind, actor_kind, actor_name, actor_staff_id, from_state, to_state, step, office_unit_id,
         public, payload)
    SELECT id, version, greatest(%(now)s, since), %(kind)s, %(actor_kind)s, %(actor_name)s, %(actor_staff)s, state,
           state, step, office_unit_id, %(public)s, payload
    FROM moved ORDER BY id
)
SELECT id FROM moved WHERE is_reached
"""  # noqa: S608 - names of columns, none of them from outside


def hold_running(ids: Sequence[int]) -> dict[int, int]:
    """Return the versions of the dossiers of `ids` that run, locked in the order of their ids until the transaction
    ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [list(ids)])
        return dict(cursor.fetchall())


def move_due_times(moved: Sequence[Moved], *, by: Actor, now: datetime) -> None:
    """Write what moved, of dossiers that the caller has locked, and tell their applicants; a few statements for all."""
    if not moved:
        return
    values: dict[str, Any] = {
        "ids": [each.id for each in moved],
        "payloads": f"[{', '.join(map(_payload, moved))}]",
        "now": now,
        "kind": str(Action.RECOUNT),
        "actor_kind": str(by.kind),
        "actor_name": by.name,
        "actor_staff": by.staff_id,
        "public": TRANSITIONS[Action.RECOUNT].public,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, values)
        reached = [pk for (pk,) in cursor.fetchall()]
    if Effect.NOTIFY in TRANSITIONS[Action.RECOUNT].effects:
        tell_of_recount(Dossier.objects.filter(pk__in=reached).only(*TOLD).order_by("pk"), now=now)


def _payload(moved: Moved) -> str:
    """Return as JSON what the event tells: the due time that people were told until now, and what it sets."""
    return f'{{"before": "{moved.before.isoformat()}", "sets": {moments_as_json(moved.moments)}}}'
