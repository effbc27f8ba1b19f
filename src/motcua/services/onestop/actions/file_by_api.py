"""File a dossier on behalf of a program."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from pydantic import JsonValue

from motcua.foundation.audit.actor import Actor
from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.units.queries import unit_by_code
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.filing import Filing, file_dossier
from motcua.services.onestop.models import ApiClient, Channel, Dossier
from motcua.services.onestop.offers import open_online_offer
from motcua.services.onestop.once import digest, keep_key, kept_dossier
from motcua.services.onestop.refusals import KeyReused


@dataclass(frozen=True)
class ApiFiling:
    """What a program files: procedure, code of the unit that receives, answers by the schema, whom to tell."""

    slug: str
    unit: str
    answers: Mapping[str, JsonValue]
    contact_email: str = ""
    contact_phone: str = ""
    language: str = "vi"

    def canonical(self) -> bytes:
        """Return the one spelling by which two requests are the same."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


@transaction.atomic
def file_by_api(*, client: ApiClient, key: str, filing: ApiFiling, now: datetime) -> Dossier:
    """Return the dossier; the same key and body give the same dossier again.

    Files do not travel with the request: the counter asks for the papers before it accepts. Raises KeyReused for
    another body under a used key, NoSuchUnit, Procedure.DoesNotExist, ProcedureClosed, ServiceNotLive, FormRefused, and
    DossierRefused for what is not received online.
    """
    scope = f"api:{client.pk}"
    earlier = kept_dossier(scope=scope, key=key)
    if earlier is not None:
        if earlier.body_sha256 != digest(filing.canonical()):
            raise KeyReused
        return earlier.dossier
    unit = unit_by_code(filing.unit, day_of(now))  # after the key: the unit of an earlier filing may have ended
    version, offer = open_online_offer(slug=filing.slug, unit_id=unit.pk, now=now)
    dossier = file_dossier(
        Filing(
            version=version,
            offer=offer,
            answers=clean_answers(version.content.form, filing.answers, today=day_of(now)),
            papers=(),
            channel=Channel.API,
            language=filing.language,
            contact_email=filing.contact_email,
            contact_phone=filing.contact_phone,
            papers_follow=True,
        ),
        by=Actor.api(client.name),
        now=now,
    )
    keep_key(scope=scope, key=key, body=filing.canonical(), dossier=dossier, now=now)
    return dossier
