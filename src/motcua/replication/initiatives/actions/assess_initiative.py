"""Assess a model by the form."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.lock import in_hand
from motcua.replication.initiatives.models import Assessment, AssessmentScore, Conclusion
from motcua.replication.initiatives.reference import AssessmentForm, assessment_form
from motcua.replication.initiatives.refusals import InitiativeRefused
from motcua.replication.initiatives.rules import Score, check_scores
from motcua.replication.initiatives.states import Action


@transaction.atomic
def assess_initiative(
    *,
    initiative_id: int,
    scores: Mapping[str, Score],
    conclusion: Conclusion,
    words: str,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Assessment:
    """Return the filled-in form: points and words for each criterion of `reference.assessment_form`, a conclusion.

    A second assessment is a second form. Needs a coordinator of the authority that keeps the register. Raises
    Initiative.DoesNotExist, NotAllowed, Conflict, NotNow, InitiativeRefused.
    """
    initiative = in_hand(Action.ASSESS, initiative_id=initiative_id, by=by, now=now, expected_version=expected_version)
    form = assessment_form()
    total = check_scores(form, scores)
    if not words.strip():
        raise InitiativeRefused("words", _("Chưa ghi nhận xét chung. Chưa lưu gì: hãy ghi rồi gửi lại."))
    assessment = Assessment.objects.create(
        initiative=initiative,
        at=now,
        assessor_name=actor_of(by).name,
        assessor=by if isinstance(by, Staff) else None,
        conclusion=conclusion,
        words=words.strip(),
        criteria_document=form.document,
        total=total,
        highest=form.highest,
    )
    _write_scores(assessment, form, scores)
    payload = {"assessment": assessment.pk, "total": total, "highest": form.highest, "conclusion": conclusion}
    change_state(initiative, Move(Action.ASSESS, reason=words.strip(), payload=payload), by=by, now=now)
    return assessment


def _write_scores(assessment: Assessment, form: AssessmentForm, scores: Mapping[str, Score]) -> None:
    AssessmentScore.objects.bulk_create(
        [
            AssessmentScore(
                assessment=assessment,
                position=position,
                criterion=criterion.key,
                label=criterion.label.vi,
                points=scores[criterion.key].points,
                highest=criterion.highest,
                words=scores[criterion.key].words.strip(),
            )
            for position, criterion in enumerate(form.criteria, 1)
        ]
    )
