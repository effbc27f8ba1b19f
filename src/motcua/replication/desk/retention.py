"""How long the papers of replication are kept: what was directed, done, reported, recognised, and by whom."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import kept_for_ever

_ROOM: Final = "motcua.replication.desk"

OFFICIAL: Final = kept_for_ever(
    "official_record",
    _("Văn bản chỉ đạo, áp dụng mô hình, báo cáo, kiểm tra, vướng mắc"),
    _("ngày kết thúc việc"),
    terms_in(_ROOM, "official_record"),
    covers=[
        *(
            f"directives.{name}"
            for name in ("Directive", "DirectiveChange", "DirectiveBasis", "DirectiveRecipient", "DirectiveModel")
        ),
        *(f"directives.{name}" for name in ("ProposedModel", "UnclearPassage", "Requirement")),
        *("adoption.Adoption", "adoption.AdoptionEvent", "measures.MeasureNote", "shortening.CommitmentDraft"),
        *("kits.TrustedSigner", "kits.ModelKit", "kits.ReceivedKit", "kits.KitUse", "effects.EffectStudy"),
        *(
            f"followup.{name}"
            for name in ("TaskEvent", "Evidence", "Escalation", "Inspection", "InspectionItem", "InspectionRemark")
        ),
        *("followup.Obstacle", "followup.ObstacleEvent"),
        *("reporting.Report", "reporting.ReportText", "reporting.ReportProposal"),
    ],
)
INITIATIVES: Final = kept_for_ever(
    "initiative",
    _("Sáng kiến, mô hình và tác giả"),
    _("ngày công nhận"),
    terms_in(_ROOM, "initiative"),
    covers=[
        f"initiatives.{name}"
        for name in ("Initiative", "InitiativePerson", "InitiativeEvent", "Assessment", "AssessmentScore")
    ],
)
CONTESTS: Final = kept_for_ever(
    "contest",
    _("Hội thi: bài dự thi, tác giả, người chấm, khiếu nại kết quả"),
    _("ngày công bố kết quả"),
    terms_in(_ROOM, "contest"),
    covers=[
        f"contest.{name}"
        for name in ("Contest", "Entry", "Author", "Appeal", "Panelist", "Interest", "ContestEvent", "RankingLine")
    ],
)
