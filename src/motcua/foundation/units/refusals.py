"""What this room refuses, and how it says so."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise


class NoSuchUnit(Refused):
    """No unit has this code, or the unit does not stand on that day."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__("no_such_unit", message or _("Không tìm thấy cơ quan này vào ngày đã chọn."))


class NotAllowed(Refused):
    """The person has no role that allows the act; pages answer 404."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__("not_allowed", message or _("Anh/chị không có quyền thực hiện việc này tại đơn vị này."))


class ChangedMeanwhile(Refused):
    """Somebody else changed the row since the form was opened; nothing was overwritten."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__(
            "changed_meanwhile",
            message
            or _("Thông tin này vừa được người khác thay đổi. Chưa ghi gì cả: hãy xem bản mới bên dưới rồi sửa lại."),
        )


class UnitRefused(Refused):
    """A change of a unit, a role, a delegation or a service breaks a rule."""
