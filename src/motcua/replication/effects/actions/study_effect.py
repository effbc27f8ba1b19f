"""Work out what a model changed, and keep the answer."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.replication.effects.estimate import estimate
from motcua.replication.effects.models import EffectStudy
from motcua.replication.effects.queries import Question, observations
from motcua.replication.effects.rules import what_is_missing


def study_effect(*, question: Question, by: Staff, now: datetime) -> EffectStudy:
    """Return the answer as kept: an estimate with its interval, or why there is not enough data."""
    seen = observations(question)
    missing = what_is_missing(seen)
    answer = {"missing": asdict(missing)} if missing else {"missing": None, **asdict(estimate(seen))}
    with transaction.atomic():
        study = EffectStudy.objects.create(
            authority_id=question.authority_id,
            initiative_id=question.initiative_id,
            service=question.service,
            measure=question.measure,
            first_month=question.first_month,
            last_month=question.last_month,
            at=now,
            by=by,
            answer=answer,
        )
        journal.record(
            actor=by.as_actor(),
            unit_id=question.authority_id,
            action="effects.study",
            target=("effect_study", str(study.pk)),
            now=now,
            detail={"measure": question.measure, "enough": missing is None},
        )
    return study
