"""Which version of a procedure does a unit receive now? The check every way of filing starts with."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import ServiceNotLive as NotAdopted
from motcua.foundation.units.services import live_settings, service_is_live
from motcua.services.onestop.definition import OnlineLevel
from motcua.services.onestop.models import Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused, ProcedureClosed, ServiceNotLive
from motcua.services.onestop.settings import OnestopSettings

SERVICE = "onestop"


def settings_of(unit_id: int, now: datetime) -> OnestopSettings:
    """Return what the unit has set for the one-stop; raise ServiceNotLive when it has not adopted it. One query."""
    try:
        return OnestopSettings.model_validate(live_settings(unit_id, SERVICE, now))
    except NotAdopted as refusal:
        raise ServiceNotLive from refusal


def delivers_home(unit_id: int, now: datetime) -> bool:
    """Tell whether volunteers of the unit carry results home; False where it does not run the one-stop. One query."""
    try:
        return settings_of(unit_id, now).delivers_home
    except ServiceNotLive:
        return False


def is_remote(unit_id: int, now: datetime) -> bool:
    """Tell whether the unit says that it lies far off; False where it does not run the one-stop. One query."""
    try:
        return settings_of(unit_id, now).is_remote
    except ServiceNotLive:
        return False


def open_offer(*, slug: str, unit_id: int, now: datetime) -> tuple[ProcedureVersion, ProcedureOffer]:
    """Return the version in force and the unit's offer of it.

    Raises Procedure.DoesNotExist for an unknown procedure, ProcedureClosed when it has no version in force or the unit
    does not receive it now, ServiceNotLive when the unit has not adopted the one-stop.
    """
    offer = ProcedureOffer.objects.select_related("procedure").filter(procedure__slug=slug, unit=unit_id).first()
    if offer is None:
        Procedure.objects.only("pk").get(slug=slug)
        raise ProcedureClosed
    if not offer.is_open:
        raise ProcedureClosed(offer.closed_reason)
    procedure = offer.procedure
    version = ProcedureVersion.objects.defer("document").filter(procedure=procedure).on(day_of(now)).first()
    if version is None:
        raise ProcedureClosed
    if not service_is_live(unit_id, SERVICE, now):
        raise ServiceNotLive
    version.procedure = procedure
    return version, offer


def open_online_offer(*, slug: str, unit_id: int, now: datetime) -> tuple[ProcedureVersion, ProcedureOffer]:
    """Return the version and the offer for a filing that does not come over the counter.

    Raises as `open_offer` does, and DossierRefused when the procedure cannot be filed online at all or not at this
    unit.
    """
    version, offer = open_offer(slug=slug, unit_id=unit_id, now=now)
    is_received = settings_of(offer.unit_id, now).files_online
    if not is_received or version.content.online_level is OnlineLevel.INFORMATION:
        raise DossierRefused(
            "not_online", _("Thủ tục này chưa nộp trực tuyến được. Hãy nộp tại bộ phận một cửa của đơn vị.")
        )
    return version, offer


def held_open(offer: ProcedureOffer) -> ProcedureOffer:
    """Return the offer as it stands, locked until the transaction ends; raise ProcedureClosed when it has ended.

    Whoever closes it, or hands it on to a successor, waits for this filing and finds its dossier; a filing that comes
    after them finds the offer closed, so that no dossier begins at a unit that has just ended.
    """
    # shared, which Django has no word for: filings do not wait for each other
    (stands,) = ProcedureOffer.objects.raw("SELECT * FROM onestop_procedureoffer WHERE id = %s FOR SHARE", [offer.pk])
    if not stands.is_open:
        raise ProcedureClosed(stands.closed_reason)
    return stands


def still_open(version: ProcedureVersion, *, unit_id: int, now: datetime) -> ProcedureOffer:
    """Return the offer under which a draft of this version may be submitted; raises as `open_offer` does."""
    offer = ProcedureOffer.objects.filter(procedure=version.procedure_id, unit=unit_id).first()
    if offer is None or not offer.is_open:
        raise ProcedureClosed(offer.closed_reason if offer else "")
    if not service_is_live(unit_id, SERVICE, now):
        raise ServiceNotLive
    return offer
