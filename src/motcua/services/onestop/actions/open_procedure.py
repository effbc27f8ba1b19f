"""Let a unit receive dossiers of a procedure."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Kind, Staff, Unit
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.publish_procedure import find_unit
from motcua.services.onestop.definition import RECEIVING
from motcua.services.onestop.models import Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def open_procedure(
    *, slug: str, unit_id: int, by: Staff | Actor, now: datetime, deciding_unit_id: int | None = None
) -> ProcedureOffer:
    """Return the open offer. Open already changes nothing; a closed one is opened again.

    Who decides follows from the newest version unless `deciding_unit_id` says otherwise: the office it names, else the
    receiving unit, for which a counter stands for the authority it belongs to. Needs an administrator of the unit.
    Raises NotAllowed, Procedure.DoesNotExist, DossierRefused when the deciding office is not on the platform.
    """
    require_administrator(by, [unit_id], now)
    procedure = Procedure.objects.select_for_update().get(slug=slug)
    offer = ProcedureOffer.objects.filter(procedure=procedure, unit=unit_id).first()
    if offer is not None and offer.is_open:
        return offer
    deciding = deciding_unit_id or _deciding_unit_id(procedure, unit_id, now)
    offer, _made = ProcedureOffer.objects.update_or_create(
        procedure=procedure,
        unit_id=unit_id,
        defaults={"deciding_unit_id": deciding, "opened_at": now, "closed_at": None, "closed_reason": ""},
    )
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="onestop.open_procedure",
        target=("procedure", str(procedure.pk)),
        now=now,
        detail={"slug": slug, "deciding_unit": deciding},
    )
    return offer


def _deciding_unit_id(procedure: Procedure, unit_id: int, now: datetime) -> int:
    version = ProcedureVersion.objects.filter(procedure=procedure).order_by("-number").defer("document")[0]
    office = version.content.deciding_office
    if office != RECEIVING:
        unit = find_unit(office, day_of(now))
        if unit is None:
            raise DossierRefused(
                "no_deciding_unit",
                _("Cơ quan giải quyết của thủ tục này chưa có trên hệ thống. Hãy thêm cơ quan trước."),
            )
        return unit.pk
    if Unit.objects.get(pk=unit_id).kind == Kind.COUNTER:
        return version_on(unit_id, day_of(now)).parent_id or unit_id
    return unit_id
