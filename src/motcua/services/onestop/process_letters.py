"""What stands in the letters about the way of a dossier? Apology, notice of stopping, control slip; from its events."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.foundation.documents.official_forms import form_on, form_or_letter
from motcua.foundation.documents.process_letters import ApologyData, ControlData, HopLine, StopData
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.control_slip import Hop, hops, in_words
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.letter_data import Data
from motcua.services.onestop.letter_parts import (
    applicant_on_letter,
    contact_of,
    heading_of,
    helped_by,
    look_up_of,
    title_of,
)
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.states import PAUSED, State


def apology(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the apology with the new day (Mẫu 04)."""
    return ApologyData(
        heading=heading_of(dossier, event.at, number=event.payload["number"], unit_id=dossier.deciding_unit_id),
        form=form_on("apology", day_of(event.at)),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        received_at=dossier.accepted_at or dossier.filed_at,
        promised_at=datetime.fromisoformat(event.payload["promised"]),
        reason=event.payload["reason"],
        new_due_at=datetime.fromisoformat(event.payload["sets"]["next_due_at"]),
        contact=contact_of(),
        signer=event.actor_name,
        signer_title=title_of(event),
        look_up=look_up_of(dossier),
    ).as_data()


def stop(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the notice of stopping: Mẫu 05 of TT 03/2025/TT-VPCP, a plain letter before."""
    return StopData(
        heading=heading_of(dossier, event.at, number=event.payload.get("number", ""), unit_id=dossier.deciding_unit_id),
        form=form_or_letter("stop", day_of(event.at), name=_("Thông báo dừng giải quyết hồ sơ")),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        received_at=dossier.accepted_at or dossier.filed_at,
        reason=event.payload["reason"],
        ground=event.payload["legal_ground"],
        contact=contact_of(),
        signer=event.actor_name,
        signer_title=title_of(event),
    ).as_data()


def control(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the control slip as the history tells it now; the form is the one of the day of acceptance."""
    told = hops(dossier.events.order_by("seq"))
    names = unit_names({unit for hop in told for unit in (hop.from_unit, hop.to_unit)}, day_of(told[-1].at))
    finished = dossier.finished_at
    return ControlData(
        heading=heading_of(dossier, event.at),
        form=form_on("control", day_of(event.at)),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        received_at=event.at,
        due_at=dossier.told_due_at,
        no_due="" if dossier.told_due_at else _without_day(dossier),
        hops=tuple(_line(hop, names, dossier.procedure_version.content) for hop in told),
        outcome=in_words(finished, dossier.due_at) if finished and dossier.due_at else "",
        look_up=look_up_of(dossier),
        helped_by=helped_by(dossier),
    ).as_data()


def _without_day(dossier: Dossier) -> str:
    if State(dossier.state) in PAUSED:
        return _("Đang tạm dừng, tính lại khi giải quyết tiếp")
    return _("Không còn hẹn trả kết quả")


def _line(hop: Hop, names: dict[int, str], document: ProcedureDocument) -> HopLine:
    step = document.step(hop.to_step).title.vi if hop.to_step else ""
    giver = ", ".join(part for part in (hop.actor, names.get(hop.from_unit, "")) if part)
    receiver = ", ".join(part for part in (step, names.get(hop.to_unit, "")) if part)
    return HopLine(str(hop.act.label), giver, receiver, hop.at, hop.kept, hop.note)
