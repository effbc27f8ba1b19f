"""Where can a dossier stand, and what can be done with it? Who may do what from where: `transitions.py`.

The status codes 1–10 are those of the national portal; "done" and "paused" are its report groups.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise


class State(models.TextChoices):
    """The states by their names for staff."""

    SUBMITTED = "submitted", _("Mới đăng ký")
    ACCEPTED = "accepted", _("Được tiếp nhận")
    REJECTED = "rejected", _("Không được tiếp nhận")
    IN_PROCESS = "in_process", _("Đang xử lý")
    AWAITING_SUPPLEMENT = "awaiting_supplement", _("Yêu cầu bổ sung giấy tờ")
    AWAITING_PAYMENT = "awaiting_payment", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    ON_HOLD = "on_hold", _("Đang xử lý, tạm dừng tính thời hạn")
    WITHDRAWN = "withdrawn", _("Công dân yêu cầu rút hồ sơ")
    STOPPED = "stopped", _("Dừng xử lý")
    DECIDED = "decided", _("Đã xử lý xong")
    RETURNED = "returned", _("Đã trả kết quả")


class Group(models.TextChoices):
    """The groups in which reports count."""

    WAITING = "waiting", _("Chờ tiếp nhận")
    WORKING = "working", _("Đang giải quyết")
    PAUSED = "paused", _("Tạm dừng")
    DONE = "done", _("Đã giải quyết")
    REFUSED = "refused", _("Bị từ chối tiếp nhận")


@dataclass(frozen=True)
class StateRow:
    """One state: its national code, its group, and what the applicant reads at the look-up."""

    code: int
    group: Group
    citizen_text: StrOrPromise


STATES: dict[State, StateRow] = {
    State.SUBMITTED: StateRow(1, Group.WAITING, _("Hồ sơ đã gửi, đang chờ bộ phận một cửa kiểm tra và tiếp nhận.")),
    State.ACCEPTED: StateRow(2, Group.WORKING, _("Hồ sơ đã được tiếp nhận và đang chuyển đến cơ quan giải quyết.")),
    State.REJECTED: StateRow(3, Group.REFUSED, _("Hồ sơ không được tiếp nhận vì lý do ghi dưới đây.")),
    State.IN_PROCESS: StateRow(4, Group.WORKING, _("Hồ sơ đang được giải quyết.")),
    State.AWAITING_SUPPLEMENT: StateRow(
        5, Group.PAUSED, _("Cần bổ sung giấy tờ. Thời hạn giải quyết tạm dừng cho đến khi nhận đủ.")
    ),
    State.AWAITING_PAYMENT: StateRow(
        6,
        Group.PAUSED,
        _("Chờ thực hiện nghĩa vụ tài chính ghi dưới đây. Thời hạn giải quyết tạm dừng cho đến khi hoàn thành."),
    ),
    # the national list has no code of its own for a clock that stands still by law: the dossier is being handled
    State.ON_HOLD: StateRow(
        4,
        Group.PAUSED,
        _("Hồ sơ đang được giải quyết. Khoảng thời gian này không tính vào thời hạn, vì lý do dưới đây."),
    ),
    State.WITHDRAWN: StateRow(7, Group.DONE, _("Hồ sơ đã được rút theo yêu cầu của người nộp.")),
    State.STOPPED: StateRow(8, Group.PAUSED, _("Hồ sơ đã dừng giải quyết vì lý do ghi dưới đây.")),
    State.DECIDED: StateRow(9, Group.DONE, _("Đã có kết quả. Mời đến nhận kết quả theo giấy tiếp nhận hồ sơ.")),
    State.RETURNED: StateRow(10, Group.DONE, _("Đã trả kết quả.")),
}

# what the applicant reads instead when the result is a file that can be downloaded
DOWNLOADS: dict[State, StrOrPromise] = {
    State.DECIDED: _("Đã có kết quả bản điện tử. Hãy tải về ở trang này, không cần đến nhận."),
    State.RETURNED: _("Đã trả kết quả. Bản điện tử vẫn tải lại được ở trang này."),
}

# and when it is brought, by the way of its parcel, until it waits at the counter again
CARRIED: dict[str, StrOrPromise] = {
    "home": _("Đã có kết quả. Tổ tình nguyện giao tại nhà theo nơi ông/bà đã ghi, không cần đến nhận."),
    "post": _("Đã có kết quả. Kết quả được gửi qua bưu chính công ích, không cần đến nhận."),
}

CLOSED = frozenset({State.REJECTED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
PAUSED = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.ON_HOLD})
OPEN = frozenset(State) - CLOSED
# nobody is told when a result comes: the clock stands still, or none comes
UNPROMISED = PAUSED | {State.REJECTED, State.WITHDRAWN, State.STOPPED}
NEVER_ACCEPTED = frozenset({State.SUBMITTED, State.REJECTED})
ALWAYS_ACCEPTED = frozenset(
    {
        *(State.ACCEPTED, State.IN_PROCESS, State.AWAITING_PAYMENT, State.ON_HOLD),
        *(State.STOPPED, State.DECIDED, State.RETURNED),
    }
)
FINISHED = frozenset({State.DECIDED, State.RETURNED})
RUNNING = frozenset(State) - CLOSED - PAUSED - FINISHED  # a clock runs, and the office has something to do
DONE = frozenset({State.DECIDED, State.RETURNED, State.WITHDRAWN, State.STOPPED})  # as the lists of staff group them


class Action(models.TextChoices):
    """What can be done with a dossier, as its history tells it."""

    SUBMIT = "submit", _("Nộp hồ sơ")
    ACCEPT = "accept", _("Tiếp nhận hồ sơ")
    REJECT = "reject", _("Từ chối tiếp nhận")
    REQUEST_SUPPLEMENT = "request_supplement", _("Yêu cầu bổ sung")
    ALLOW_SUPPLEMENT = "allow_supplement", _("Cho phép yêu cầu bổ sung thêm lần nữa")
    RECEIVE_SUPPLEMENT = "receive_supplement", _("Nhận hồ sơ bổ sung")
    REQUEST_PAYMENT = "request_payment", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    CONFIRM_PAYMENT = "confirm_payment", _("Xác nhận đã thực hiện nghĩa vụ tài chính")
    END_PAYMENT = "end_payment", _("Thôi chờ khoản thu đã hủy")
    PAUSE = "pause", _("Tạm dừng tính thời hạn")
    RESUME = "resume", _("Tính tiếp thời hạn")
    EXTEND = "extend", _("Gia hạn giải quyết")
    DRAFT_APOLOGY = "draft_apology", _("Soạn văn bản xin lỗi, hẹn lại")
    APOLOGISE = "apologise", _("Xin lỗi, hẹn lại ngày trả kết quả")
    ALLOW_DELAY = "allow_delay", _("Cho phép hẹn lại thêm lần nữa")
    RECOUNT = "recount", _("Tính lại thời hạn theo lịch làm việc mới")
    HAND_OVER = "hand_over", _("Chuyển bước")
    TAKE = "take", _("Nhận xử lý")
    RELEASE = "release", _("Trả lại danh sách chung")
    NOTE = "note", _("Ghi chú")
    DECIDE = "decide", _("Ký kết quả")
    RETURN = "return", _("Trả kết quả")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    STOP = "stop", _("Dừng giải quyết")
    MOVE_UNIT = "move_unit", _("Chuyển sang đơn vị kế thừa")
    ASSIGN = "assign", _("Giao người xử lý")
    MOVE_VERSION = "move_version", _("Chuyển sang phiên bản thủ tục mới")
    OBJECT = "object", _("Phản đối việc nộp giúp")
    VERIFY_HELP = "verify_help", _("Xác minh việc nộp giúp")


# acts that belong to whoever the present step belongs to, or to a leader of that office
STEP_BOUND = frozenset(
    {
        *(Action.HAND_OVER, Action.TAKE, Action.RELEASE, Action.REQUEST_SUPPLEMENT, Action.REQUEST_PAYMENT),
        *(Action.PAUSE, Action.DRAFT_APOLOGY),
    }
)
# what waits while the person who was helped says they never agreed
WAITS_FOR_VERIFICATION = frozenset({Action.DECIDE, Action.RETURN})
