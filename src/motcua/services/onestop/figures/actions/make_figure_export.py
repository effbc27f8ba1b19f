"""Make the files of an export, one after the other, while somebody watches."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.figures.access import FIGURE_READERS, OF_PERSONS, OF_UNIT, may_read_officers
from motcua.services.onestop.figures.files import PDF, XLSX, as_pdf, as_xlsx
from motcua.services.onestop.figures.queries.unit import current_edition, unit_figures
from motcua.services.onestop.figures.sheets import Sheets, sheets_of
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.models import FigureExport
from motcua.services.onestop.refusals import DossierRefused

Told = Callable[[int, StrOrPromise], None]


def make_figure_export(*, uid: UUID, now: datetime, told: Told = lambda _done, _said: None) -> FigureExport:
    """Return the export with its files; one that has them stays as it is.

    What is in them is decided by what the asker may read now. Raises FigureExport.DoesNotExist, NotAllowed.
    """
    export = FigureExport.objects.select_related("asked_by").get(uid=uid)
    if export.workbook_id and export.document_id:
        return export
    roles = roles_of(export.asked_by, now)
    with translation.override("vi"):
        sheets = _sheets(export, roles)
        told(1, _("Đã đếm xong số liệu."))
        workbook = as_xlsx(sheets)
        told(2, _("Đã lập tệp XLSX."))
        document = as_pdf(sheets, now=now)
    persons = OF_PERSONS if may_read_officers(roles, export.unit_id) else OF_UNIT
    name, by = f"{persons}{export.span}", export.asked_by.as_actor()
    with transaction.atomic():
        export.workbook = keep_document(data=workbook, name=f"{name}.xlsx", media_type=XLSX, by=by, now=now)
        export.document = keep_document(data=document, name=f"{name}.pdf", media_type=PDF, by=by, now=now)
        export.save(update_fields=["workbook", "document"])
    told(3, _("Đã lập tệp PDF."))
    return export


def _sheets(export: FigureExport, roles: RoleSet) -> Sheets:
    span, edition = span_of(export.span), current_edition()
    if not roles.has_any(export.unit_id, *FIGURE_READERS):
        raise NotAllowed
    if span is None or edition is None:
        raise DossierRefused("no_figures_yet", _("Chưa có số liệu của kỳ này."))
    told_apart = ["thu-tuc", "kenh", *(["can-bo"] if may_read_officers(roles, export.unit_id) else [])]
    found = {by: unit_figures(edition, unit_id=export.unit_id, span=span, by=by) for by in told_apart}
    unit = unit_names([export.unit_id], edition.through).get(export.unit_id, "")
    return sheets_of(edition, unit=unit, figures=found)
