"""What would a new version mean for a dossier that is under way: safe, a person must look, or it stays? Pure.

What the receipt promised is not touched by a move: the due times of law and commitment were fixed when the dossier was
accepted, and the applicant holds them in print. Whatever would hide something that was given, or leave the dossier at
a place the new version does not have, keeps it where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.definition import Field
from motcua.services.onestop.definition import ProcedureDocument, Step, StepClock
from motcua.services.onestop.procedure_acts import is_open
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action, State

# how a dossier that waits goes on
ENDS_WAIT = {
    State.AWAITING_SUPPLEMENT: Action.RECEIVE_SUPPLEMENT,
    State.AWAITING_PAYMENT: Action.CONFIRM_PAYMENT,
    State.ON_HOLD: Action.RESUME,
}
NOTHING: tuple[object, ...] = (None, "", [], {})


class Verdict(StrEnum):
    """What may happen to a dossier."""

    SAFE = "safe"
    PERSON = "person"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Standing:
    """What of a dossier matters: where it stands, what was answered, handed in, and asked for again."""

    state: State
    step: str
    answers: Mapping[str, Any]
    papers: frozenset[str]
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """The verdict with its reasons; a safe dossier has none."""

    verdict: Verdict
    reasons: tuple[StrOrPromise, ...] = ()

    def in_vietnamese(self) -> list[str]:
        """Return the reasons as they are kept and compared, whichever language somebody reads."""
        with translation.override("vi"):
            return [str(reason) for reason in self.reasons]


def judge(standing: Standing, old: ProcedureDocument, new: ProcedureDocument) -> Finding:
    """Return whether a dossier filed under `old` can go on under `new`."""
    blocked = tuple(_blocked(standing, old, new))
    if blocked:
        return Finding(Verdict.BLOCKED, blocked)
    looked_at = tuple(_to_look_at(standing, old, new))
    return Finding(Verdict.PERSON, looked_at) if looked_at else Finding(Verdict.SAFE)


def _blocked(standing: Standing, old: ProcedureDocument, new: ProcedureDocument) -> Iterator[StrOrPromise]:
    if standing.state is State.DECIDED:
        yield _("Đã có kết quả, chỉ còn trả: giữ phiên bản cũ.")
        return
    if old.deciding_office != new.deciding_office:
        yield _("Phiên bản mới do cơ quan khác giải quyết.")
    if standing.step:
        yield from _step_gone(standing.step, old, new)
    ending = ENDS_WAIT.get(standing.state)
    if ending is not None and not is_open(new, ending, standing.step):
        yield format_lazy(_("Phiên bản mới không cho “{act}”, hồ sơ sẽ nằm lại."), act=ending.label)
    for field in old.form.fields:
        if standing.answers.get(field.key) not in NOTHING:
            yield from _answer_lost(field, standing.answers[field.key], new)
    known = set(new.form.by_key) | {paper.key for paper in new.papers}
    if standing.asked - known:
        yield _("Đang chờ bổ sung một mục mà phiên bản mới không có.")


def _clock_changed(step: Step) -> StrOrPromise:
    """A move neither stops nor starts a clock: whoever has the dossier does that, with its reason."""
    if step.clock is StepClock.RUNNING:
        return format_lazy(
            _("Bước “{step}” nay tính vào thời hạn: cần cho tính tiếp nếu đang dừng."), step=step.title.lazily
        )
    return format_lazy(
        _("Bước “{step}” nay dừng tính thời hạn vì lý do khác: cần tạm dừng bằng tay."), step=step.title.lazily
    )


def _step_gone(step: str, old: ProcedureDocument, new: ProcedureDocument) -> Iterator[StrOrPromise]:
    keys = [each.key for each in new.steps[:-1]]
    if step not in keys:
        yield format_lazy(_("Bước “{step}” không còn trong phiên bản mới."), step=old.step(step).title.lazily)
    elif state_at(old, step) is not state_at(new, step):
        yield format_lazy(_("Bước “{step}” đổi vị trí so với bước tiếp nhận."), step=old.step(step).title.lazily)


def _answer_lost(field: Field, answer: object, new: ProcedureDocument) -> Iterator[StrOrPromise]:
    now = new.form.by_key.get(field.key)
    if now is None:
        yield format_lazy(_("Câu trả lời “{field}” sẽ không còn hiển thị."), field=field.label.lazily)
    elif now.type is not field.type:
        yield format_lazy(_("Câu hỏi “{field}” đổi kiểu."), field=field.label.lazily)
    elif field.options:
        given = set(answer) if isinstance(answer, list) else {answer}
        if given - {option.key for option in now.options}:
            yield format_lazy(_("Phương án đã chọn ở “{field}” không còn."), field=field.label.lazily)


def _to_look_at(standing: Standing, old: ProcedureDocument, new: ProcedureDocument) -> Iterator[StrOrPromise]:
    for paper in new.papers:
        is_asked = paper.visible_if is None or holds(paper.visible_if, standing.answers)
        if paper.required and is_asked and paper.key not in standing.papers:
            yield format_lazy(_("Thiếu giấy tờ “{paper}”: cần yêu cầu bổ sung."), paper=paper.title.lazily)
    for field in new.form.fields:
        is_asked = field.visible_if is None or holds(field.visible_if, standing.answers)
        if field.asks and field.required and is_asked and standing.answers.get(field.key) in NOTHING:
            yield format_lazy(_("Chưa trả lời “{field}”: cần hỏi người nộp."), field=field.label.lazily)
    if standing.step:
        yield from _step_changed(old.step(standing.step), new.step(standing.step))
    if old.fee != new.fee:
        yield _("Phí, lệ phí thay đổi: người nộp đã được báo mức cũ.")


def _step_changed(before: Step, after: Step) -> Iterator[StrOrPromise]:
    if (before.role, before.office) != (after.role, after.office):
        yield format_lazy(_("Bước “{step}” đổi người làm: hồ sơ về danh sách chung."), step=after.title.lazily)
    if before.clock is not after.clock:
        yield _clock_changed(after)
