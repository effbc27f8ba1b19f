"""How does a history tell what was done? The names of the acts are those of buttons; what happened has its own words.

Vietnamese says both alike. English tells somebody to file a dossier, and afterwards that it was filed.
"""

from typing import Final

from django.utils.translation import pgettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.states import Action

HAPPENED: Final[dict[Action, StrOrPromise]] = {
    Action.SUBMIT: pgettext_lazy("happened", "Nộp hồ sơ"),
    Action.ACCEPT: pgettext_lazy("happened", "Tiếp nhận hồ sơ"),
    Action.REJECT: pgettext_lazy("happened", "Từ chối tiếp nhận"),
    Action.REQUEST_SUPPLEMENT: pgettext_lazy("happened", "Yêu cầu bổ sung"),
    Action.ALLOW_SUPPLEMENT: pgettext_lazy("happened", "Cho phép yêu cầu bổ sung thêm lần nữa"),
    Action.RECEIVE_SUPPLEMENT: pgettext_lazy("happened", "Nhận hồ sơ bổ sung"),
    Action.REQUEST_PAYMENT: pgettext_lazy("happened", "Yêu cầu thực hiện nghĩa vụ tài chính"),
    Action.CONFIRM_PAYMENT: pgettext_lazy("happened", "Xác nhận đã thực hiện nghĩa vụ tài chính"),
    Action.END_PAYMENT: pgettext_lazy("happened", "Thôi chờ khoản thu đã hủy"),
    Action.PAUSE: pgettext_lazy("happened", "Tạm dừng tính thời hạn"),
    Action.RESUME: pgettext_lazy("happened", "Tính tiếp thời hạn"),
    Action.EXTEND: pgettext_lazy("happened", "Gia hạn giải quyết"),
    Action.DRAFT_APOLOGY: pgettext_lazy("happened", "Soạn văn bản xin lỗi, hẹn lại"),
    Action.APOLOGISE: pgettext_lazy("happened", "Xin lỗi, hẹn lại ngày trả kết quả"),
    Action.ALLOW_DELAY: pgettext_lazy("happened", "Cho phép hẹn lại thêm lần nữa"),
    Action.RECOUNT: pgettext_lazy("happened", "Tính lại thời hạn theo lịch làm việc mới"),
    Action.HAND_OVER: pgettext_lazy("happened", "Chuyển bước"),
    Action.TAKE: pgettext_lazy("happened", "Nhận xử lý"),
    Action.RELEASE: pgettext_lazy("happened", "Trả lại danh sách chung"),
    Action.NOTE: pgettext_lazy("happened", "Ghi chú"),
    Action.DECIDE: pgettext_lazy("happened", "Ký kết quả"),
    Action.RETURN: pgettext_lazy("happened", "Trả kết quả"),
    Action.WITHDRAW: pgettext_lazy("happened", "Rút hồ sơ"),
    Action.STOP: pgettext_lazy("happened", "Dừng giải quyết"),
    Action.MOVE_UNIT: pgettext_lazy("happened", "Chuyển sang đơn vị kế thừa"),
    Action.ASSIGN: pgettext_lazy("happened", "Giao người xử lý"),
    Action.MOVE_VERSION: pgettext_lazy("happened", "Chuyển sang phiên bản thủ tục mới"),
    Action.OBJECT: pgettext_lazy("happened", "Phản đối việc nộp giúp"),
    Action.VERIFY_HELP: pgettext_lazy("happened", "Xác minh việc nộp giúp"),
}
COMPLAINED: Final[dict[ComplaintAction, StrOrPromise]] = {
    ComplaintAction.FILE: pgettext_lazy("happened", "Gửi khiếu nại"),
    ComplaintAction.ACCEPT: pgettext_lazy("happened", "Thụ lý"),
    ComplaintAction.REFUSE: pgettext_lazy("happened", "Không thụ lý"),
    ComplaintAction.EXTEND: pgettext_lazy("happened", "Gia hạn vụ việc phức tạp"),
    ComplaintAction.ANSWER: pgettext_lazy("happened", "Trả lời"),
    ComplaintAction.WITHDRAW: pgettext_lazy("happened", "Rút khiếu nại"),
    ComplaintAction.GO_ABOVE: pgettext_lazy("happened", "Khiếu nại lần hai vì hết thời hạn chưa trả lời"),
    ComplaintAction.MOVE: pgettext_lazy("happened", "Chuyển sang đơn vị kế thừa"),
}
DELIVERED: Final[dict[ParcelAction, StrOrPromise]] = {
    ParcelAction.PREPARE: pgettext_lazy("happened", "Chuẩn bị giao"),
    ParcelAction.CORRECT: pgettext_lazy("happened", "Sửa nơi giao"),
    ParcelAction.LOAD: pgettext_lazy("happened", "Bàn giao cho tổ"),
    ParcelAction.HAND_OVER: pgettext_lazy("happened", "Giao cho người nhận"),
    ParcelAction.NOT_AT_HOME: pgettext_lazy("happened", "Ghi không có nhà"),
    ParcelAction.BRING_BACK: pgettext_lazy("happened", "Nhận lại tại quầy"),
    ParcelAction.REPORT_LOST: pgettext_lazy("happened", "Báo mất"),
    ParcelAction.REPLACE: pgettext_lazy("happened", "Cấp lại để giao"),
    ParcelAction.POST: pgettext_lazy("happened", "Gửi bưu chính"),
    ParcelAction.POST_DELIVERED: pgettext_lazy("happened", "Bưu chính đã phát"),
    ParcelAction.POST_RETURNED: pgettext_lazy("happened", "Bưu chính chuyển hoàn"),
    ParcelAction.COLLECT: pgettext_lazy("happened", "Trả tại quầy"),
}
