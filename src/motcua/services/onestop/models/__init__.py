"""What is stored of procedures, drafts, dossiers and their history?"""

from motcua.services.onestop.models.advice import AdviceSession
from motcua.services.onestop.models.batch import Batch, BatchAct, BatchRow, BatchSeries, RowState, SavedFilter
from motcua.services.onestop.models.channels import Channel, Outcome, ResultBy
from motcua.services.onestop.models.clients import ApiClient, LookupAttempt, LookUpCount, SubmissionKey
from motcua.services.onestop.models.complaint import Complaint, ComplaintEvent
from motcua.services.onestop.models.definition_draft import DefinitionDraft
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.models.draft import Draft, DraftPaper
from motcua.services.onestop.models.figures import (
    FigureDay,
    FigureDifference,
    FigureEdition,
    FigureExport,
    FigureMonth,
    FigurePart,
    FigureStep,
    FigureTime,
    FileKind,
    PublishedFile,
    Stage,
)
from motcua.services.onestop.models.helping import (
    AdvisoryTeam,
    ConsentWay,
    HelpedFiling,
    HelpRelation,
    TeamKind,
    TeamMember,
)
from motcua.services.onestop.models.history import Delivery, DossierEvent, IdentityCheck, Pause, PauseCause, Relation
from motcua.services.onestop.models.move import MovePlan, MoveRow, MoveState
from motcua.services.onestop.models.paper import DossierPaper, PaperSource
from motcua.services.onestop.models.parcel import (
    DeliveryTeam,
    DeliveryTrip,
    Parcel,
    ParcelEvent,
    TripSettlement,
    Way,
)
from motcua.services.onestop.models.procedure import (
    Commitment,
    Procedure,
    ProcedureOffer,
    ProcedureVersion,
    published_document,
)
from motcua.services.onestop.models.result import DestroyedResult, IssuedResult, ResultEntry, SealLevel

__all__ = [
    "AdviceSession",
    "AdvisoryTeam",
    "ApiClient",
    "Batch",
    "BatchAct",
    "BatchRow",
    "BatchSeries",
    "Channel",
    "Commitment",
    "Complaint",
    "ComplaintEvent",
    "ConsentWay",
    "DefinitionDraft",
    "Delivery",
    "DeliveryTeam",
    "DeliveryTrip",
    "DestroyedResult",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "Draft",
    "DraftPaper",
    "FigureDay",
    "FigureDifference",
    "FigureEdition",
    "FigureExport",
    "FigureMonth",
    "FigurePart",
    "FigureStep",
    "FigureTime",
    "FileKind",
    "HelpRelation",
    "HelpedFiling",
    "IdentityCheck",
    "IssuedResult",
    "LookUpCount",
    "LookupAttempt",
    "MovePlan",
    "MoveRow",
    "MoveState",
    "Outcome",
    "PaperSource",
    "Parcel",
    "ParcelEvent",
    "Pause",
    "PauseCause",
    "Procedure",
    "ProcedureOffer",
    "ProcedureVersion",
    "PublishedFile",
    "Relation",
    "ResultBy",
    "ResultEntry",
    "RowState",
    "SavedFilter",
    "SealLevel",
    "Stage",
    "SubmissionKey",
    "TeamKind",
    "TeamMember",
    "TripSettlement",
    "Way",
    "published_document",
]
