"""Enter a dossier that is handed in at the counter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.filing import Filing, file_dossier
from motcua.services.onestop.lock import take_turn
from motcua.services.onestop.models import Channel, Dossier, ResultBy
from motcua.services.onestop.offers import open_offer
from motcua.services.onestop.once import keep_key, kept_dossier
from motcua.services.onestop.papers import HandedIn


@dataclass(frozen=True)
class CounterEntry:
    """What the receptionist typed. `answers` as typed; `papers` as handed over; `nonce` names this page's form."""

    slug: str
    unit_id: int
    answers: Mapping[str, object]
    papers: tuple[HandedIn, ...]
    nonce: str
    channel: Channel = Channel.COUNTER
    language: str = "vi"
    result_by: ResultBy = ResultBy.COUNTER
    helper: Mapping[str, str] = field(default_factory=dict)
    contact_email: str = ""
    contact_phone: str = ""


@transaction.atomic
def enter_at_counter(*, entry: CounterEntry, by: Staff, now: datetime) -> Dossier:
    """Return the dossier, filed and accepted in one breath: the receipt can be printed.

    The same form sent again finds the dossier of the first time. Needs a receptionist of the unit. Raises NotAllowed,
    Procedure.DoesNotExist, ProcedureClosed, ServiceNotLive, FormRefused, PapersMissing.
    """
    if not roles_of(by, now).has(Role.RECEPTIONIST, entry.unit_id):
        raise NotAllowed
    scope = f"counter:{by.pk}"
    earlier = kept_dossier(scope=scope, key=entry.nonce)
    if earlier is not None:
        return earlier.dossier
    take_turn(entry.unit_id)
    version, offer = open_offer(slug=entry.slug, unit_id=entry.unit_id, now=now)
    filing = Filing(
        version=version,
        offer=offer,
        answers=clean_answers(version.content.form, entry.answers, today=day_of(now)),
        papers=entry.papers,
        channel=entry.channel,
        language=entry.language,
        result_by=entry.result_by,
        helper=entry.helper,
        contact_email=entry.contact_email,
        contact_phone=entry.contact_phone,
    )
    dossier = file_dossier(filing, by=by.as_actor(), now=now)
    keep_key(scope=scope, key=entry.nonce, body=b"", dossier=dossier, now=now)
    return accept_dossier(dossier_id=dossier.pk, by=by, now=now)
