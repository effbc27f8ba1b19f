"""What can be asked of the procedures of one unit? Those of its level and those it has ever received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.foundation.units.queries import unit_names, version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import service_is_live
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Procedure, ProcedureOffer
from motcua.services.onestop.offers import SERVICE


@dataclass(frozen=True)
class OfferRow:
    """One procedure at the unit; `offer` is None when it was never received there."""

    slug: str
    title: str
    field_name: str
    offer: ProcedureOffer | None
    deciding: str

    @property
    def is_open(self) -> bool:
        """Tell whether dossiers are received."""
        return self.offer is not None and self.offer.is_open


@dataclass(frozen=True)
class OffersPage:
    """The procedures of a unit, and whether it runs the one-stop at all."""

    unit_id: int
    unit_name: str
    is_live: bool
    rows: list[OfferRow]


def offers_of(unit_id: int, *, now: datetime) -> OffersPage:
    """Return the procedures in force of the unit's level, and others it has an offer of. A fixed number of queries."""
    day = day_of(now)
    version = version_on(unit_id, day)
    offers = {offer.procedure_id: offer for offer in ProcedureOffer.objects.filter(unit=unit_id)}
    names = unit_names({offer.deciding_unit_id for offer in offers.values()}, day)
    found = Procedure.objects.in_force(day).filter(Q(level=version.level) | Q(pk__in=offers)).distinct()
    return OffersPage(
        unit_id=unit_id,
        unit_name=version.name,
        is_live=service_is_live(unit_id, SERVICE, now),
        rows=[_row(procedure, offers.get(procedure.pk), names) for procedure in found],
    )


def _row(procedure: Procedure, offer: ProcedureOffer | None, names: dict[int, str]) -> OfferRow:
    deciding = names.get(offer.deciding_unit_id, "") if offer is not None else ""
    return OfferRow(procedure.slug, procedure.title_here, FIELDS[procedure.field].here(), offer, deciding)
