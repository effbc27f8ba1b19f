"""Explain a figure by a dated note. Figures are counted; nobody types over them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.access import may_steer
from motcua.replication.measures.models import MeasureNote
from motcua.replication.measures.refusals import NoteRefused
from motcua.services import registry

LONGEST = 1000


@transaction.atomic
def explain_figure(
    *, unit_id: int, service: str, figure: str, first_day: date, last_day: date, text: str, by: Staff, now: datetime
) -> MeasureNote:
    """Return the note that explains a measure or ratio of the unit between two days; it stays as it is written.

    Needs the coordinator of the unit. Raises NotAllowed, UnknownService, UnknownMeasure, and NoteRefused for an empty
    or too long text, for days the wrong way round and for days to come.
    """
    if not may_steer(roles_of(by, now), unit_id):
        raise NotAllowed
    registry.service(service).figure(figure)
    words = text.strip()
    _refuse(words, first_day, last_day, today=day_of(now))
    note = MeasureNote.objects.create(
        unit_id=unit_id,
        service=service,
        measure=figure,
        first_day=first_day,
        last_day=last_day,
        text=words,
        at=now,
        by=by,
    )
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="measures.explain_figure",
        target=("measure_note", str(note.pk)),
        now=now,
        detail={"service": service, "figure": figure, "first": str(first_day), "last": str(last_day)},
    )
    return note


def _refuse(words: str, first_day: date, last_day: date, *, today: date) -> None:
    if not words:
        raise NoteRefused("empty", _("Chưa có nội dung giải trình. Hãy ghi vì sao số liệu như vậy."))
    if len(words) > LONGEST:
        raise NoteRefused("too_long", _("Giải trình dài quá 1000 ký tự. Chưa ghi gì cả: hãy rút gọn rồi lưu lại."))
    if last_day < first_day:
        raise NoteRefused("days", _("Ngày cuối đứng trước ngày đầu. Hãy sửa lại hai ngày."))
    if first_day > today:
        raise NoteRefused("future", _("Chưa thể giải trình số liệu của ngày chưa đến."))
