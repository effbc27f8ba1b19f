"""What is stored of the follow-up?"""

from motcua.replication.followup.models.escalations import Escalation, EscalationLine, LetterState
from motcua.replication.followup.models.inspections import (
    Finding,
    Inspection,
    InspectionItem,
    InspectionPhoto,
    InspectionRemark,
    InspectionState,
)
from motcua.replication.followup.models.obstacles import Obstacle, ObstacleEvent
from motcua.replication.followup.models.tasks import OVERLOOKERS, Evidence, EvidenceFile, Task, TaskEvent

__all__ = [
    "OVERLOOKERS",
    "Escalation",
    "EscalationLine",
    "Evidence",
    "EvidenceFile",
    "Finding",
    "Inspection",
    "InspectionItem",
    "InspectionPhoto",
    "InspectionRemark",
    "InspectionState",
    "LetterState",
    "Obstacle",
    "ObstacleEvent",
    "Task",
    "TaskEvent",
]
