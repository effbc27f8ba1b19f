"""What can be asked of the catalogue: which procedures there are, who offers them, and one of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from motcua.foundation.forms.definition import Text
from motcua.foundation.ui.text import fold, listing_key
from motcua.foundation.units.models import UnitService, UnitVersion
from motcua.foundation.units.queries import unit_names, versions_of
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.definition import OnlineLevel, ProcedureDocument
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Commitment, Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.settings import OnestopSettings

SERVICE = "onestop"


@dataclass(frozen=True)
class CatalogueRow:
    """One procedure in a list."""

    slug: str
    title: str
    field: str
    field_name: str
    limit_text: str
    can_file_online: bool


@dataclass(frozen=True)
class Offer:
    """Where a procedure is received, and who decides."""

    unit_id: int
    unit_code: str
    unit_name: str
    deciding_name: str
    files_online: bool
    notice: str


@dataclass(frozen=True)
class Pledge:
    """A shorter limit that is promised today, and by whom ("" = by every place that receives the procedure)."""

    commitment: Commitment
    unit_name: str


@dataclass(frozen=True)
class ProcedurePage:
    """One procedure as the public reads it today."""

    version: ProcedureVersion
    document: ProcedureDocument
    offers: tuple[Offer, ...]
    pledges: tuple[Pledge, ...]

    @property
    def online_offers(self) -> tuple[Offer, ...]:
        """Return the places that receive online."""
        return tuple(offer for offer in self.offers if offer.files_online)

    @property
    def can_file_online(self) -> bool:
        """Tell whether a citizen can file from home."""
        return bool(self.online_offers) and self.document.online_level is not OnlineLevel.INFORMATION


def find_procedures(
    *, now: datetime, term: str = "", field: str = "", unit_id: int | None = None
) -> list[CatalogueRow]:
    """Return the procedures in force whose title, code or field holds every word of `term`, diacritics apart, by field.

    `unit_id` keeps those that the unit receives now. Two queries, whatever the number of procedures.
    """
    day = day_of(now)
    chosen = Procedure.objects.in_force(day)
    for word in fold(term).split():
        chosen = chosen.filter(search_key__contains=word)
    if field:
        chosen = chosen.filter(field=field)
    if unit_id is not None:
        chosen = chosen.filter(pk__in=_live_offers(now).filter(unit=unit_id).values("procedure"))
    only_at_the_counter = UnitService.objects.live(now).filter(service=SERVICE, settings__files_online=False)
    online = _live_offers(now).exclude(unit__in=only_at_the_counter.values("unit"))
    offered = set(online.values_list("procedure_id", flat=True))
    versions = ProcedureVersion.objects.on(day).filter(procedure__in=chosen).defer("document")
    hashes = {version.procedure_id: version for version in versions}
    rows = [_row(procedure, hashes[procedure.pk], is_offered=procedure.pk in offered) for procedure in chosen]
    return sorted(rows, key=lambda row: (listing_key(row.field_name), listing_key(row.title)))


def receiving_units(*, now: datetime) -> list[tuple[int, str]]:
    """Return the units that receive dossiers of any procedure now, with their names, in alphabetical order."""
    names = unit_names(set(_live_offers(now).values_list("unit_id", flat=True)), day_of(now))
    return sorted(names.items(), key=lambda pair: listing_key(pair[1]))


def procedure_page(*, slug: str, now: datetime) -> ProcedurePage | None:
    """Return the procedure in force under this slug, or None. An unoffered one is shown without places to file."""
    day = day_of(now)
    version = ProcedureVersion.objects.on(day).filter(procedure__slug=slug).select_related("procedure").first()
    if version is None:
        return None
    settings = UnitService.objects.live(now).filter(service=SERVICE, unit=models.OuterRef("unit")).values("settings")
    received = _live_offers(now).filter(procedure=version.procedure_id)
    offers = list(received.annotate(told=models.Subquery(settings[:1])))
    units = versions_of({unit for offer in offers for unit in (offer.unit_id, offer.deciding_unit_id)}, day)
    pledges = Commitment.objects.filter(version=version, valid__contains=day)
    return ProcedurePage(
        version=version,
        document=version.content,
        offers=tuple(
            sorted(
                (_offer(units[each.unit_id], units[each.deciding_unit_id], each.told) for each in offers),
                key=lambda offer: listing_key(offer.unit_name),
            )
        ),
        pledges=tuple(
            Pledge(each, units[each.unit_id].name_here if each.unit_id else "")
            for each in pledges
            if each.unit_id is None or each.unit_id in units
        ),
    )


def known_title(*, slug: str) -> str:
    """Return the title of a procedure of any day, in force or not; "" when there never was one."""
    known = Procedure.objects.filter(slug=slug).first()
    return known.title_here if known else ""


def _live_offers(now: datetime) -> models.QuerySet[ProcedureOffer]:
    """Return the offers open at `now` of units that have adopted the one-stop."""
    live = UnitService.objects.live(now).filter(service=SERVICE).values("unit")
    return ProcedureOffer.objects.filter(closed_at__isnull=True, opened_at__lte=now, unit__in=live)


def _offer(unit: UnitVersion, deciding: UnitVersion, settings: dict[str, Any]) -> Offer:
    told = OnestopSettings.model_validate(settings)
    return Offer(unit.unit_id, unit.code, unit.name_here, deciding.name_here, told.files_online, told.notice)


def _row(procedure: Procedure, version: ProcedureVersion, *, is_offered: bool) -> CatalogueRow:
    document = version.content
    return CatalogueRow(
        slug=procedure.slug,
        title=document.title.here(),
        field=procedure.field,
        field_name=FIELDS.get(procedure.field, Text(vi=procedure.field)).here(),
        limit_text=document.limit.limit.text(),
        can_file_online=is_offered and document.online_level is not OnlineLevel.INFORMATION,
    )
