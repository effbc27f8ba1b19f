"""What can be asked of the follow-up? The names that the rooms above read; the pages' own lists stand beside."""

from motcua.replication.followup.queries.facts import (
    InspectionFact,
    ObstacleFact,
    TaskFact,
    inspections_of,
    obstacles_of,
    tasks_of,
)
from motcua.replication.followup.queries.live import LiveEvidence, LiveKind, live_evidence
from motcua.replication.followup.queries.missing import Missing, not_implemented

__all__ = [
    "InspectionFact",
    "LiveEvidence",
    "LiveKind",
    "Missing",
    "ObstacleFact",
    "TaskFact",
    "inspections_of",
    "live_evidence",
    "not_implemented",
    "obstacles_of",
    "tasks_of",
]
