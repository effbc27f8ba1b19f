"""Publish a version of a procedure."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.units.queries import unit_by_code, unit_by_reference
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.actions.commit_limit import carry_over
from motcua.services.onestop.definition import Pledge, ProcedureDocument
from motcua.services.onestop.designing.checker import require_sound
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Commitment, Procedure, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def publish_procedure(*, document: ProcedureDocument, by: Staff | Actor, now: datetime) -> ProcedureVersion:
    """Return the published version; the very same document published before changes nothing.

    The version before it ends where this one begins. A document that begins no later than its predecessor (a
    correction) is in force from the day of `now`: what was published for days gone by stays as it was. Dossiers stay
    with their version. Needs the platform (a command, the reference data) or who writes procedures. Raises NotAllowed,
    DefinitionFaulty when the checker finds a fault, and DossierRefused when a version that begins in the future is
    already published.
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
    journal.record(
        actor=actor_of(by),
        unit_id=None,
        action="onestop.publish_procedure",
        target=("procedure_version", str(version.pk)),
        now=now,
        detail={"slug": document.slug, "number": version.number, "sha256": digest},
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


def _commit(version: ProcedureVersion, pledge: Pledge) -> None:
    """Store a promise for everybody or for the units it names; units that are not on this platform are left out."""
    units = [unit for key in pledge.units if (unit := find_unit(key, pledge.valid_from)) is not None]
    for unit in units if pledge.units else [None]:
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


def find_unit(key: str, day: date) -> Unit | None:
    """Return the unit with this key of the reference data or this code on `day`, None when it is not here."""
    try:
        return unit_by_reference(key)
    except NoSuchUnit:
        try:
            return unit_by_code(key, day)
        except NoSuchUnit:
            return None
