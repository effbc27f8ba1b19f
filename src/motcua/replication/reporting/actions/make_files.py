"""Make the files of a report one by one, while somebody watches the progress."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Content
from motcua.replication.reporting.models import FileFormat, Report, ReportFile
from motcua.replication.reporting.render import document, letter, workbook

MEDIA_TYPES = {
    FileFormat.PDF: letter.MEDIA_TYPE,
    FileFormat.DOCX: document.MEDIA_TYPE,
    FileFormat.XLSX: workbook.MEDIA_TYPE,
}


def make_files(*, report_id: int, now: datetime, told: Callable[[int, StrOrPromise], None]) -> list[ReportFile]:
    """Return the files of the report as it stands at `now`, making those that do not exist of this content.

    `told` hears after each step how many are done and what the last one was.
    """
    report = Report.objects.select_related("opened_by").get(pk=report_id)
    content = content_of(report, now=now)
    told(1, _("Đã đếm xong số liệu."))
    made = []
    for number, wanted in enumerate(FileFormat, start=2):
        made.append(_file(report, content, wanted, now))
        told(number, format_lazy(_("Đã lập tệp {format}."), format=wanted.label))
    return made


def _file(report: Report, content: Content, wanted: FileFormat, now: datetime) -> ReportFile:
    sha256 = content.sha256()
    known = ReportFile.objects.filter(report=report, format=wanted, content_sha256=sha256).first()
    if known is not None:
        return known
    data = _rendered(content, wanted, now)
    by = report.signed_by or report.opened_by
    name = f"bao-cao-{report.period.lower.isoformat()}-{content.number.replace('/', '-') or 'du-thao'}.{wanted.value}"
    with transaction.atomic():
        stored = keep_document(data=data, name=name, media_type=MEDIA_TYPES[wanted], by=by.as_actor(), now=now)
        return ReportFile.objects.create(
            report=report, format=wanted, content_sha256=sha256, stored=stored, made_at=now
        )


def _rendered(content: Content, wanted: FileFormat, now: datetime) -> bytes:
    if wanted is FileFormat.PDF:
        return letter.as_pdf(content, now=now)
    return document.as_docx(content) if wanted is FileFormat.DOCX else workbook.as_xlsx(content)
