"""What does the adoption of the one-stop look like? Named measures per unit and day, counted from live dossiers."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.rules import start_of
from motcua.services.onestop.models import Channel, Dossier
from motcua.services.registry import Better, Measure

MEASURES = (
    Measure(
        "filed",
        _("Hồ sơ nhận được"),
        _("hồ sơ"),
        _("Số hồ sơ nộp trong ngày, mọi hình thức."),
        Better.MORE,
    ),
    Measure(
        "filed_online",
        _("Hồ sơ nộp trực tuyến"),
        _("hồ sơ"),
        _("Số hồ sơ nộp qua mạng trong ngày."),
        Better.MORE,
    ),
    Measure(
        "finished_in_time",
        _("Hồ sơ giải quyết đúng hạn"),
        _("hồ sơ"),
        _("Số hồ sơ có kết quả trong ngày, không muộn hơn giờ đã hẹn."),
        Better.MORE,
    ),
    Measure(
        "finished_late",
        _("Hồ sơ giải quyết quá hạn"),
        _("hồ sơ"),
        _("Số hồ sơ có kết quả trong ngày, muộn hơn giờ đã hẹn."),
        Better.LESS,
    ),
    Measure(
        "finished_late_by_law",
        _("Hồ sơ quá hạn luật định"),
        _("hồ sơ"),
        _("Số hồ sơ có kết quả trong ngày, muộn hơn thời hạn của pháp luật."),
        Better.LESS,
    ),
)


def measured(*, unit_id: int, day: date) -> dict[str, int]:
    """Return every measure of the unit on a Vietnamese day, by code. One query.

    What is filed counts for the unit that receives, what is finished for the unit that decides.
    """
    first, end = start_of(day), start_of(date.fromordinal(day.toordinal() + 1))
    filed = Q(receiving_unit=unit_id, filed_at__gte=first, filed_at__lt=end)
    finished = Q(deciding_unit=unit_id, finished_at__gte=first, finished_at__lt=end)
    counted = Dossier.objects.filter(filed | finished).aggregate(
        filed=Count("pk", filter=filed),
        filed_online=Count("pk", filter=filed & Q(channel=Channel.ONLINE)),
        finished_in_time=Count("pk", filter=finished & Q(finished_at__lte=F("due_at"))),
        finished_late=Count("pk", filter=finished & Q(finished_at__gt=F("due_at"))),
        finished_late_by_law=Count("pk", filter=finished & Q(finished_at__gt=F("law_due_at"))),
    )
    return {measure.code: counted[measure.code] for measure in MEASURES}
