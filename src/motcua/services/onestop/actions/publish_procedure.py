"""Publish a version of a procedure."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.actions.commit_limit import carry_over
from motcua.services.onestop.deciding import find_unit, follows_to
from motcua.services.onestop.definition import Pledge, ProcedureDocument
from motcua.services.onestop.designing.checker import require_sound
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Commitment, Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def publish_procedure(*, document: ProcedureDocument, by: Staff | Actor, now: datetime) -> ProcedureVersion:
    """Return the published version; the very same document published before changes nothing.

    The version before it ends where this one begins. A document that begins no later than its predecessor (a
    correction) is in force from the day of `now`: what was published for days gone by stays as it was. Dossiers stay
    with their version. Where another office decides from now on, what is filed from now on goes to it. Needs the
    platform (a command, the reference data) or who writes procedures. Raises NotAllowed, DefinitionFaulty when the
    checker finds a fault, and DossierRefused when a version that begins in the future is already published, when this
    one would hold on no day, or when it begins later and names another office.
    """
    require_designer(by, now)
    digest = document.sha256()
    procedure = _procedure(document)
    published = ProcedureVersion.objects.filter(sha256=digest).first()
    if published is not None:
        return published
    require_sound(document)
    last = ProcedureVersion.objects.filter(procedure=procedure).order_by("-number").defer("document").first()
    start = _end_predecessor(last, document, day_of(now))
    _refuse_no_day(document, start)
    moved = _follow_office(last, document, start, day_of(now)) if last is not None else 0
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        document=document.as_json(),
        sha256=digest,
        published_at=now,
        valid=DateRange(start, document.valid_to),
    )
    for pledge in document.commitments:
        _commit(version, pledge)
    if last is not None:
        carry_over(last=last, to=version, on=start)
    detail: dict[str, JSON] = {"slug": document.slug, "number": version.number, "sha256": digest}
    if moved:
        detail["units_with_another_office"] = moved
    journal.record(
        actor=actor_of(by),
        unit_id=None,
        action="onestop.publish_procedure",
        target=("procedure_version", str(version.pk)),
        now=now,
        detail=detail,
    )
    return version


def _procedure(document: ProcedureDocument) -> Procedure:
    """Return the catalogue row, locked, with what lists show of this document."""
    words = (document.title.vi, document.title.en, document.code, FIELDS[document.field].vi)
    shown = {
        "code": document.code,
        "field": document.field,
        "level": document.level,
        "online_level": document.online_level,
        "title_vi": document.title.vi,
        "title_en": document.title.en,
        "search_key": fold(" ".join(words))[:1200],
    }
    procedure, _made = Procedure.objects.select_for_update().update_or_create(slug=document.slug, defaults=shown)
    return procedure


def _end_predecessor(last: ProcedureVersion | None, document: ProcedureDocument, today: date) -> date:
    """End the version before this one and return the first day of this one."""
    if last is None or last.valid.isempty:
        return document.valid_from if last is None else max(document.valid_from, today)
    first: date = last.valid.lower
    if document.valid_from < first and today < first:
        raise DossierRefused(
            "later_version_exists", _("Đã có một phiên bản bắt đầu muộn hơn. Hãy công bố phiên bản sau ngày đó.")
        )
    start = document.valid_from if document.valid_from > first else max(first, today)
    if last.valid.upper is None or last.valid.upper > start:
        ProcedureVersion.objects.filter(pk=last.pk).update(valid=DateRange(first, start))
    return start


def _refuse_no_day(document: ProcedureDocument, start: date) -> None:
    if document.valid_to is not None and document.valid_to <= start:
        raise DossierRefused(
            "no_day",
            format_lazy(
                _(
                    "Phiên bản mới bắt đầu từ {start} nhưng hết hiệu lực từ {end}: không áp dụng được ngày nào. Hãy "
                    "sửa ngày hết hiệu lực, hoặc giữ phiên bản đã công bố."
                ),
                start=f"{start:%d/%m/%Y}",
                end=f"{document.valid_to:%d/%m/%Y}",
            ),
        )


def _follow_office(last: ProcedureVersion, document: ProcedureDocument, start: date, today: date) -> int:
    """Have another office decide what is received from now on; return at how many units that changes.

    Who was named on purpose when a unit opened the procedure stays, and so do the dossiers under way.
    """
    old, new = last.content.deciding_office, document.deciding_office
    if old == new:
        return 0
    if start > today:
        raise DossierRefused(
            "office_later",
            format_lazy(
                _(
                    "Phiên bản mới do cơ quan khác giải quyết và bắt đầu từ {start}. Hãy công bố vào ngày đó, để hồ sơ "
                    "nộp trước vẫn đến cơ quan cũ."
                ),
                start=f"{start:%d/%m/%Y}",
            ),
        )
    moved = 0
    for offer in ProcedureOffer.objects.select_for_update().filter(procedure=last.procedure_id, closed_at=None):
        decides = follows_to(old, new, unit_id=offer.unit_id, decides=offer.deciding_unit_id, day=today)
        if decides != offer.deciding_unit_id:
            ProcedureOffer.objects.filter(pk=offer.pk).update(deciding_unit=decides)
            moved += 1
    return moved


def _commit(version: ProcedureVersion, pledge: Pledge) -> None:
    """Store a promise for everybody or for the units it names; units that are not on this platform are left out."""
    found = (find_unit(key, pledge.valid_from) for key in pledge.units)
    units = {unit.pk: unit for unit in found if unit is not None}  # a unit named twice promises once
    for unit in units.values() if pledge.units else [None]:
        Commitment.objects.create(
            version=version,
            unit=unit,
            amount=pledge.amount,
            time_unit=pledge.unit,
            valid=DateRange(pledge.valid_from, pledge.valid_to),
            document=pledge.source.document,
            article=pledge.source.article,
            verified=pledge.verified,
        )
