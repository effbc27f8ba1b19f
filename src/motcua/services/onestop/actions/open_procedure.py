"""Let a unit receive dossiers of a procedure."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.deciding import deciding_unit_id as unit_that_decides
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.check_people import steps_without_a_person
from motcua.services.onestop.models import Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def open_procedure(
    *, slug: str, unit_id: int, by: Staff | Actor, now: datetime, deciding_unit_id: int | None = None
) -> ProcedureOffer:
    """Return the open offer. Open already changes nothing; a closed one is opened again.

    Who decides follows from the newest version unless `deciding_unit_id` says otherwise: the office it names, else the
    receiving unit, for which a counter stands for the authority it belongs to. Needs an administrator of the unit.
    Raises NotAllowed, Procedure.DoesNotExist, DossierRefused when the deciding office is not on the platform, or, for
    whoever is not the platform itself, when nobody is there for one of the steps: no dossier could go on from there.
    """
    require_administrator(by, [unit_id], now)
    procedure = Procedure.objects.select_for_update().get(slug=slug)
    offer = ProcedureOffer.objects.filter(procedure=procedure, unit=unit_id).first()
    if offer is not None and offer.is_open:
        return offer
    document = ProcedureVersion.objects.filter(procedure=procedure).order_by("-number").defer("document")[0].content
    deciding = deciding_unit_id or _deciding_unit_id(document, unit_id, now)
    if isinstance(by, Staff):
        _refuse_without_people(document, unit_id, deciding, now)
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


def _deciding_unit_id(document: ProcedureDocument, unit_id: int, now: datetime) -> int:
    found = unit_that_decides(document.deciding_office, unit_id=unit_id, day=day_of(now))
    if found is None:
        raise DossierRefused(
            "no_deciding_unit",
            _("Cơ quan giải quyết của thủ tục này chưa có trên hệ thống. Hãy thêm cơ quan trước."),
        )
    return found


def _refuse_without_people(document: ProcedureDocument, unit_id: int, deciding: int, now: datetime) -> None:
    missing = steps_without_a_person(document.as_json(), [(unit_id, deciding)], now=now)
    first = next(missing, None)
    if first is not None:
        raise DossierRefused(
            "nobody_for_step",
            format_lazy(
                _(
                    "Chưa mở tiếp nhận: tại {unit} không có ai giữ vai trò {role} để làm bước “{step}”. Hãy phân công "
                    "người rồi mở lại."
                ),
                unit=first.unit,
                role=first.role.label,
                step=first.step.title,
            ),
        )
