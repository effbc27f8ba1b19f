"""What does the one-stop tell the rooms below, once all are loaded: its service, what it keeps, its pages?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.foundation.health.gauges import register_gauges
from motcua.foundation.messages.late_links import register_late_link
from motcua.foundation.payments.settled import on_dropped, on_settled
from motcua.foundation.payments.targets import register_target
from motcua.foundation.privacy.holdings import register_holding
from motcua.foundation.privacy.read_words import ReadWords, register_read_words
from motcua.foundation.registers.masks import Sight, register_mask
from motcua.foundation.retention.schedule import register_class
from motcua.foundation.ui.citation import register_stand_ins
from motcua.foundation.ui.navigation import Heading, register_entry
from motcua.foundation.ui.web.short_way import register_short_way
from motcua.foundation.units.day_one import register_day_one
from motcua.foundation.units.successions import register_handover
from motcua.foundation.worktime.recounting import register_recounting
from motcua.services.onestop.book_masks import MASKS, NAMES
from motcua.services.onestop.charges import dossier_address
from motcua.services.onestop.counting import OnestopFigures, rows_address
from motcua.services.onestop.day_one import missing_for_procedures
from motcua.services.onestop.delivery import notices as door_notices
from motcua.services.onestop.delivery.retention import ROUNDS
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.gauges import dossier_gauges
from motcua.services.onestop.handover import HANDOVERS
from motcua.services.onestop.helping import notices as help_notices
from motcua.services.onestop.helping import own_code
from motcua.services.onestop.helping.handover import HANDOVER as TEAMS
from motcua.services.onestop.helping.holdings import HOLDING as CONSENTS_HELD
from motcua.services.onestop.helping.retention import CONSENTS
from motcua.services.onestop.helping.team_retention import MEMBERS, ROSTERS
from motcua.services.onestop.holdings import HOLDINGS
from motcua.services.onestop.jobs import on_stopped
from motcua.services.onestop.kit import KIT
from motcua.services.onestop.limits import OnestopLimits
from motcua.services.onestop.measures import MEASURES, RATIOS
from motcua.services.onestop.paid import go_on_when_dropped, go_on_when_paid
from motcua.services.onestop.recounting import RECOUNTING
from motcua.services.onestop.retention import DOSSIERS, DRAFTS, FIGURE_EXPORTS, FIGURES
from motcua.services.onestop.settings import OnestopSettings
from motcua.services.onestop.web.public.urls import STATUS
from motcua.services.onestop.web.staff.menu import (
    administers,
    answers_complaints,
    delivers,
    helps,
    reads_dossiers,
    reads_figures,
    receives,
)
from motcua.services.registry import Service, register


def offer_service() -> None:
    """Name the service that units adopt, with what is measured of it."""
    register(
        Service(
            code="onestop",
            name=_("Một cửa điện tử, tra cứu hồ sơ bằng mã QR"),
            model="R2",
            url_prefix="/thu-tuc/",
            settings_schema=OnestopSettings,
            measures=MEASURES,
            ratios=RATIOS,
            source=OnestopFigures(),
            rows_address=rows_address,
            limits=OnestopLimits(),
            on_stopped=on_stopped,
            kit=KIT,
        )
    )


def join_foundation() -> None:
    """Name what is handed over, counted again, needed, masked, paid, held, kept for a term, made as messages leave."""
    register_stand_ins("motcua.services.onestop", "retention.json")
    for handover in (*HANDOVERS, TEAMS):
        register_handover(handover)
    register_recounting(RECOUNTING)
    register_day_one("onestop", missing_for_procedures)
    for (book, column), mask in MASKS.items():
        register_mask(book=book, column=column, mask=mask)
    for (book, column), mask in NAMES.items():
        register_mask(book=book, column=column, mask=mask, shown_from=Sight.NAMES)
    on_settled(DOSSIER, go_on_when_paid)
    on_dropped(DOSSIER, go_on_when_dropped)
    register_target(DOSSIER, dossier_address)
    register_gauges("onestop", dossier_gauges)
    for holding in (*HOLDINGS, CONSENTS_HELD):
        register_holding(holding)
    for record_class in (DOSSIERS, CONSENTS, MEMBERS, ROSTERS, ROUNDS, DRAFTS, FIGURES, FIGURE_EXPORTS):
        register_class(record_class)
    register_short_way(STATUS)
    register_read_words("complaint", ReadWords(_("Xem khiếu nại"), _("Giải quyết khiếu nại")))
    register_read_words("parcel", ReadWords(_("Xem nơi giao kết quả"), _("Giao kết quả")))
    register_late_link(help_notices.CONSENT_CODE, help_notices.code_to_send)
    register_late_link(own_code.OWN_CODE, own_code.code_to_send)
    register_late_link(door_notices.DOOR_CODE, door_notices.code_to_send)


def enter_menus() -> None:
    """Put the pages into the menus of the public and of staff."""
    about = _("Cần giấy tờ gì, mất bao lâu, lệ phí bao nhiêu, nộp ở đâu.")
    register_entry("public", _("Thủ tục hành chính"), "onestop:catalogue", 10, hint=about)
    online = _("Điền từng trang, tự lưu, nhận mã tra cứu ngay.")
    register_entry("public", _("Nộp hồ sơ trực tuyến"), "onestop:choose", 20, hint=online)
    where = _("Quét mã QR hoặc nhập mã tra cứu trên giấy tiếp nhận.")
    register_entry("public", _("Tra cứu hồ sơ"), "onestop:look_up", 30, hint=where)
    genuine = _("Mã QR trên kết quả điện tử; so sánh một bản sao với bản đã cấp.")
    register_entry("public", _("Kiểm tra kết quả"), "onestop:ask_result", 35, hint=genuine)
    near = _("Tổ tư vấn ngồi ở khu phố nào, hôm nào, ai phục vụ; hướng dẫn và nộp giúp hồ sơ trực tuyến.")
    register_entry("public", _("Lịch tư vấn lưu động"), "onestop:advice", 36, hint=near)
    published = _("Từng đơn vị nhận, giải quyết bao nhiêu hồ sơ, đúng hạn bao nhiêu; tải dữ liệu mở.")
    register_entry("public", _("Số liệu một cửa"), "public_figures:year", 65, hint=published)
    register_entry("staff", pgettext_lazy("many", "Hồ sơ"), "onestop_staff:home", 10, reads_dossiers)
    register_entry("staff", _("Nhận hồ sơ"), "onestop_staff:counter", 20, receives)
    desk, figures = Heading.DESK, Heading.FIGURES
    register_entry("staff", _("Chờ trả lời"), "onestop_staff:answers", 21, reads_dossiers, under=desk)
    register_entry("staff", _("Giao kết quả"), "delivery:home", 24, delivers, under=desk)
    register_entry("staff", _("Nộp giúp"), "helping:home", 25, helps, under=desk)
    register_entry("staff", _("Văn bản xin lỗi"), "onestop_staff:apologies", 26, reads_dossiers, under=desk)
    register_entry("staff", _("Khiếu nại"), "complaints:list", 27, answers_complaints, under=desk)
    register_entry("staff", _("Số liệu trực tiếp"), "onestop_staff:figures", 30, reads_dossiers, under=figures)
    register_entry("staff", _("Số liệu theo kỳ"), "figures:period", 31, reads_figures, under=figures)
    register_entry(
        "staff", pgettext_lazy("many", "Thủ tục"), "onestop_staff:procedures", 73, administers, under=Heading.OFFICE
    )
