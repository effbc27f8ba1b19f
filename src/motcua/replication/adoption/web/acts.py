"""What a unit does with an adoption: a table of acts, each with its form and its one domain call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.actions.assess_adoption import assess_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Verdict
from motcua.replication.adoption.states import Action
from motcua.replication.adoption.web.forms import ActForm, AssessForm, StopForm


class Common(TypedDict):
    """What every action is given."""

    adoption_id: int
    expected_version: int
    by: Staff
    now: datetime


@dataclass(frozen=True)
class Act:
    """One act: its place in the address, its form, what it does, and what follows from it in words."""

    slug: str
    action: Action
    form: type[ActForm]
    run: Callable[[ActForm, Common], object]
    consequence: StrOrPromise
    tone: str = "primary"


def _assess(form: ActForm, common: Common) -> object:
    given = form.cleaned_data
    return assess_adoption(verdict=Verdict(given["verdict"]), words=given["words"], **common)


_ALL = (
    Act(
        "ap-dung-thu",
        Action.START_TRIAL,
        ActForm,
        lambda _form, common: start_trial(**common),
        _("Cán bộ tập huấn và làm thử; người dân chưa thấy gì thay đổi."),
        "outline-primary",
    ),
    Act(
        "dua-vao",
        Action.GO_LIVE,
        ActForm,
        lambda _form, common: go_live(**common),
        _("Dịch vụ của mô hình (nếu có) được mở cho đơn vị ngay với các thiết lập đã ghi; số liệu bắt đầu được đếm."),
    ),
    Act(
        "danh-gia",
        Action.ASSESS,
        AssessForm,
        _assess,
        _("Mô hình vẫn tiếp tục chạy; lần đánh giá trước được giữ lại."),
    ),
    Act(
        "dung",
        Action.STOP,
        StopForm,
        lambda form, common: stop_adoption(reason=form.cleaned_data["reason"], **common),
        _(
            "Dịch vụ ngừng nhận việc mới ngay. Dữ liệu được giữ nguyên, hồ sơ đang giải quyết vẫn làm đến khi có kết "
            "quả, người đang dùng được báo tin."
        ),
        "outline-danger",
    ),
)
ACTS: Mapping[str, Act] = {act.slug: act for act in _ALL}
