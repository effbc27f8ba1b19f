"""What the effects room does later: the numerical work."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.replication.effects.actions.study_effect import study_effect
from motcua.replication.effects.queries import Question

FAILED = _("Chưa tính được tác động. Không có gì bị mất; hãy thử lại hoặc báo quản trị viên.")


@app.task(name="effects.work_out_study")
def work_out_study(run_id: str, staff_id: int, asked: dict[str, Any]) -> None:
    """Work one study out; when it fails the run says so."""
    months = {key: date.fromisoformat(asked[key]) for key in ("first_month", "last_month")}
    question = Question(**{**asked, **months})
    advance_run(run_id=run_id, done=1, said=_("Đang so sánh các đơn vị."))
    with ended_when_it_fails(run_id=run_id, said=FAILED):
        study = study_effect(question=question, by=Staff.objects.get(pk=staff_id), now=clock.now())
    address = reverse("effects:study", args=[study.pk])
    end_run(run_id=run_id, said=_("Đã tính xong tác động."), now=clock.now(), address=address)
