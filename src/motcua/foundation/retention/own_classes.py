"""What the foundation itself keeps for ever or sweeps: official books, who did and read what, the staff, sessions."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import kept_for_ever, swept

_ROOM: Final = "motcua.foundation.retention"

BOOKS: Final = kept_for_ever(
    "book",
    _("Sổ theo dõi, sổ cấp số"),
    _("ngày đóng sổ"),
    terms_in(_ROOM, "book"),
    covers=("registers.IssuedNumber", "registers.BookEntry", "registers.BookAmendment"),
)
JOURNAL: Final = kept_for_ever(
    "journal",
    _("Nhật ký, lịch sử xem dữ liệu, sổ tiêu hủy"),
    _("ngày ghi"),
    terms_in(_ROOM, "journal"),
    covers=("audit.AuditEntry", "privacy.Reading", "retention.LegalHold", "retention.Disposal"),
)
STAFF: Final = kept_for_ever(
    "staff",
    _("Tài khoản, chức danh, ủy quyền của cán bộ; tên người đã xử lý"),
    _("ngày thôi việc"),
    terms_in(_ROOM, "staff"),
    covers=(
        *("units.User", "units.Staff", "units.Delegation", "runs.Run"),
        *("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
    ),
)
SESSIONS: Final = swept(
    "session",
    _("Phiên làm việc trên trình duyệt, việc đã chạy của hệ thống"),
    _("lần dùng cuối"),
    terms_in(_ROOM, "session"),
    covers=("sessions.Session", "procrastinate.ProcrastinateJob"),
)
OWN: Final = (BOOKS, JOURNAL, STAFF, SESSIONS)
