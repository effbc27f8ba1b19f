"""Longer histories for the large office of `population`: who took a dossier, wrote a note, brought it to the signature.

The population writes five events of a closed dossier, where an office writes nine. What is missing lies before the
decision, so later events move on: only on a database that is a benchmark's own, and only with the triggers that keep
history set aside.
"""

from __future__ import annotations

from django.db import connection, transaction

from benchmarks.population import MARK
from motcua.foundation.units.models import Role, RoleAssignment
from motcua.services.onestop.models import DossierEvent

MORE = 4  # events that a closed dossier gets
_STAFF = "CREATE TEMPORARY TABLE bench_staff (unit_id bigint PRIMARY KEY, specialists bigint[], leaders bigint[])"
# deciding unit, the moments of the hand-over (third event) and of the decision (fourth), and the step of the decision
_SHORT = """
CREATE TEMPORARY TABLE bench_short AS
SELECT d.id, d.deciding_unit_id AS unit, h.step, h.at AS since, x.at - h.at AS span,
       v.document -> 'steps' -> -2 ->> 'key' AS decision,
       s.specialists[1 + d.id %% cardinality(s.specialists)] AS specialist,
       s.leaders[1 + d.id %% cardinality(s.leaders)] AS leader
FROM onestop_dossier d
JOIN onestop_procedureversion v ON v.id = d.procedure_version_id
JOIN onestop_dossierevent h ON h.dossier_id = d.id AND h.seq = 3 AND h.kind = 'hand_over'
JOIN onestop_dossierevent x ON x.dossier_id = d.id AND x.seq = 4 AND x.kind = 'decide'
LEFT JOIN bench_staff s ON s.unit_id = d.deciding_unit_id
WHERE d.code LIKE %s AND d.version = 5 AND d.state = 'returned'
LIMIT %s
"""
_MOVE_ON = """
UPDATE onestop_dossierevent e SET seq = e.seq + 4 FROM bench_short b WHERE e.dossier_id = b.id AND e.seq >= 4
"""
_INSERT = """
INSERT INTO onestop_dossierevent
  (dossier_id, seq, at, kind, actor_kind, actor_name, actor_staff_id, from_state, to_state, step, office_unit_id,
   public, payload)
SELECT b.id, n.seq, b.since + b.span * n.part, n.kind, CASE WHEN n.actor IS NULL THEN 'system' ELSE 'staff' END,
       'benchmark', n.actor, 'in_process', 'in_process', CASE WHEN n.seq < 6 THEN b.step ELSE b.decision END, b.unit,
       n.kind = 'hand_over', n.payload
FROM bench_short b
CROSS JOIN LATERAL (VALUES
    (4, 0.1, 'take', b.specialist, jsonb_build_object('sets', jsonb_build_object('holder_id', b.specialist))),
    (5, 0.4, 'note', b.specialist, '{"sets": {}}'::jsonb),
    (6, 0.8, 'hand_over', b.specialist, '{"sets": {"holder_id": null}}'::jsonb),
    (7, 0.9, 'note', b.leader, '{"sets": {}}'::jsonb)
) n(seq, part, kind, actor, payload)
"""
_VERSIONS = "UPDATE onestop_dossier d SET version = 9 FROM bench_short b WHERE d.id = b.id"


def lengthen_to(wanted: int) -> int:
    """Add events to closed dossiers until there are `wanted`, or no short history is left; return how many."""
    have = DossierEvent.objects.count()
    missing = -((have - wanted) // MORE) if have < wanted else 0
    if missing:
        _lengthen(missing)
        have = DossierEvent.objects.count()
    return have


def _lengthen(dossiers: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # the history of a benchmark may be rewritten: triggers and foreign keys look away for this transaction
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_STAFF)
        cursor.executemany("INSERT INTO bench_staff VALUES (%s, %s, %s)", _staff())
        cursor.execute(_SHORT, [f"{MARK}-%", dossiers])
        cursor.execute("ANALYZE bench_short")
        for statement in (_MOVE_ON, _INSERT, _VERSIONS):
            cursor.execute(statement)
        cursor.execute("DROP TABLE bench_short, bench_staff")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE onestop_dossier, onestop_dossierevent")


def _staff() -> list[tuple[int, list[int], list[int]]]:
    """Return unit, specialists and leaders; a unit without specialists leaves their work to its leaders."""
    held: dict[int, dict[str, list[int]]] = {}
    for one in RoleAssignment.objects.filter(role__in=[Role.SPECIALIST, Role.LEADER], ended_at=None).order_by("pk"):
        held.setdefault(one.unit_id, {Role.SPECIALIST: [], Role.LEADER: []})[one.role].append(one.staff_id)
    return [
        (unit, roles[Role.SPECIALIST] or roles[Role.LEADER], roles[Role.LEADER] or roles[Role.SPECIALIST])
        for unit, roles in held.items()
    ]
