"""Publish the procedures that come with the platform, and open them at units that receive dossiers.

A unit begins to use the one-stop by adopting the model, not here: what is opened is offered from that day on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.foundation.units.models import UnitService, UnitVersion
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import ProcedureOffer, ProcedureVersion
from motcua.services.onestop.offers import SERVICE
from motcua.services.onestop.reference import shipped_documents
from motcua.services.onestop.refusals import DossierRefused


@dataclass
class CatalogueReport:
    """What was done: versions published (slug, number), offers opened (slug, unit).

    `unchanged` counts what was published before; `refused` holds (slug, unit, why); `waiting` names the units that have
    not adopted the one-stop, whose offers nobody sees yet.
    """

    published: list[tuple[str, int]] = field(default_factory=list)
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    left_closed: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str, DossierRefused]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was changed."""
        return not (self.published or self.opened)


@transaction.atomic
def publish_catalogue(*, units: Sequence[int], by: Actor, now: datetime) -> CatalogueReport:
    """Publish every shipped procedure; have `units` (ids) receive those of their level.

    Done again it changes nothing; a changed document becomes a new version. What an administrator has closed stays
    closed. Only the platform does it. Raises NotAllowed, and DossierRefused as `publish_procedure` does.
    """
    require_platform(by)
    report = CatalogueReport()
    versions = list(UnitVersion.objects.on(day_of(now)).filter(unit__in=units).order_by("unit"))
    live = set(UnitService.objects.live(now).filter(service=SERVICE).values_list("unit_id", flat=True))
    report.waiting = [version.name for version in versions if version.unit_id not in live]
    for document in shipped_documents():
        _publish(document, report, by, now)
        for version in versions:
            if version.level == document.level:
                _open(document.slug, version, report, by, now)
    return report


def _publish(document: ProcedureDocument, report: CatalogueReport, by: Actor, now: datetime) -> None:
    is_known = ProcedureVersion.objects.filter(sha256=document.sha256()).exists()
    version = publish_procedure(document=document, by=by, now=now)
    if is_known:
        report.unchanged += 1
    else:
        report.published.append((document.slug, version.number))


def _open(slug: str, unit: UnitVersion, report: CatalogueReport, by: Actor, now: datetime) -> None:
    offer = ProcedureOffer.objects.filter(procedure__slug=slug, unit=unit.unit_id).first()
    if offer is not None:
        if not offer.is_open:
            report.left_closed.append((slug, unit.name))
        return
    try:
        open_procedure(slug=slug, unit_id=unit.unit_id, by=by, now=now)
    except DossierRefused as refused:
        report.refused.append((slug, unit.name, refused))
    else:
        report.opened.append((slug, unit.name))
