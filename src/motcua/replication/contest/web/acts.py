"""What the organiser does at a press: a table of acts, each with its words and its one domain call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Staff
from motcua.replication.contest.actions.assign_readers import assign_readers
from motcua.replication.contest.actions.choose_finalists import choose_finalists
from motcua.replication.contest.actions.close_part import close_part
from motcua.replication.contest.actions.freeze_board import freeze_board
from motcua.replication.contest.actions.open_part import open_part
from motcua.replication.contest.actions.publish_call import publish_call
from motcua.replication.contest.actions.settle_results import settle_results
from motcua.replication.contest.actions.start_reading import start_reading
from motcua.replication.contest.kinds import PARTS, Round, State
from motcua.replication.contest.models import Contest
from motcua.replication.contest.queries.pages import ContestPage

Run = Callable[[Contest, Staff, datetime], object]


@dataclass(frozen=True)
class Act:
    """One act: its place in the address, the button, what is said afterwards, and the page it leads to."""

    slug: str
    label: StrOrPromise
    said: StrOrPromise
    run: Run
    states: tuple[State, ...] = ()
    back: str = ""


def _opening(part: Round) -> Act:
    return Act(
        f"mo-{part}",
        _("Mở phần thi"),
        _("Đã mở phần thi: giám khảo chấm được từ bây giờ."),
        lambda contest, by, now: open_part(contest_id=contest.pk, round_kind=part, by=by, now=now),
        back="contest:final",
    )


def _closing(part: Round) -> Act:
    return Act(
        f"dong-{part}",
        _("Đóng phần thi"),
        _("Đã đóng phần thi."),
        lambda contest, by, now: close_part(contest_id=contest.pk, round_kind=part, by=by, now=now),
        back="contest:final",
    )


_ALL = (
    Act(
        "phat-dong",
        _("Phát động hội thi"),
        _("Đã phát động. Tiêu chí và quy tắc bằng điểm không đổi được nữa; các đơn vị được báo."),
        lambda contest, by, now: publish_call(contest_id=contest.pk, by=by, now=now),
        (State.DRAFT,),
    ),
    Act(
        "bat-dau-cham",
        _("Đóng nhận bài, bắt đầu chấm sơ khảo"),
        _("Đã cấp mã giấu tên và phân công người chấm."),
        lambda contest, by, now: start_reading(contest_id=contest.pk, by=by, now=now),
        (State.OPEN,),
    ),
    Act(
        "phan-cong-lai",
        _("Phân công bù người chấm"),
        _("Đã phân công đủ người chấm cho các bài còn thiếu."),
        lambda contest, by, now: assign_readers(contest_id=contest.pk, by=by, now=now),
        back="contest:panel",
    ),
    Act(
        "chon-chung-ket",
        _("Chốt sơ khảo, chọn đội vào chung kết"),
        _("Đã chốt sơ khảo và chọn đội vào chung kết."),
        lambda contest, by, now: choose_finalists(contest_id=contest.pk, by=by, now=now),
        (State.READING,),
    ),
    Act(
        "dung-bang",
        _("Dừng bảng điểm"),
        _("Bảng điểm trên màn hình đã dừng; việc chấm vẫn tiếp tục."),
        lambda contest, by, now: freeze_board(contest_id=contest.pk, is_frozen=True, by=by, now=now),
        back="contest:final",
    ),
    Act(
        "chay-bang",
        _("Chạy lại bảng điểm"),
        _("Bảng điểm chạy lại."),
        lambda contest, by, now: freeze_board(contest_id=contest.pk, is_frozen=False, by=by, now=now),
        back="contest:final",
    ),
    Act(
        "tam-cong-bo",
        _("Tính và tạm công bố kết quả"),
        _("Đã tính kết quả từ nhật ký chấm và tạm công bố; các đơn vị được khiếu nại đến hết thời hạn."),
        lambda contest, by, now: settle_results(contest_id=contest.pk, by=by, now=now),
        (State.FINAL,),
        back="contest:results",
    ),
    *(_opening(part) for part in PARTS),
    *(_closing(part) for part in PARTS),
)
ACTS = {act.slug: act for act in _ALL}


def offered(page: ContestPage) -> list[Act]:
    """Return the acts that lead to the next stage, for whoever steers."""
    return [act for act in _ALL if page.may_steer and page.contest.state in act.states]
