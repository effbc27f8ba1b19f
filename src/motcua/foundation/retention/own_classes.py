"""What the foundation itself keeps for ever: official books, and who did and read what."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import kept_for_ever

_ROOM: Final = "motcua.foundation.retention"

BOOKS: Final = kept_for_ever("book", _("Sổ theo dõi, sổ cấp số"), _("ngày đóng sổ"), terms_in(_ROOM, "book"))
JOURNAL: Final = kept_for_ever(
    "journal", _("Nhật ký, lịch sử xem dữ liệu, sổ tiêu hủy"), _("ngày ghi"), terms_in(_ROOM, "journal")
)
