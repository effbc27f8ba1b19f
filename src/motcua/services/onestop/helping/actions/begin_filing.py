"""Begin to file for a citizen: who is helped, and how they agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.people.identity_card import IdentityCard, parse_cccd_qr
from motcua.foundation.people.rules import check_mst
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.start_draft import start_draft
from motcua.services.onestop.contacts import checked_email, checked_phone
from motcua.services.onestop.helping.access import require_capacity
from motcua.services.onestop.helping.consent_texts import text_on
from motcua.services.onestop.helping.consenting import note_begun, note_consent, send_code
from motcua.services.onestop.helping.known_contacts import check_contacts
from motcua.services.onestop.helping.prefill import prefilled
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.helping.rules import Agreed, check_consent, check_organisation, checked_identity
from motcua.services.onestop.models import ConsentWay, Draft, HelpedFiling, HelpRelation


@dataclass(frozen=True)
class Beginning:
    """What the helper filled in.

    `unit_id` and `team_id` say under what they help (`access.Capacity`), `receiving_unit_id` where the dossier goes.
    `organisation` and `tax_code` are of what the citizen represents, where that applies and not they themselves.
    `card` is what the QR code of the citizen's identity card says, "" when it was not scanned.
    """

    slug: str
    receiving_unit_id: int
    unit_id: int
    team_id: int | None
    full_name: str
    identity_number: str
    relation: HelpRelation
    way: ConsentWay
    organisation: str = ""
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    witness: str = ""
    paper: Upload | None = None
    card: str = ""
    language: str = "vi"


def begin_filing(*, beginning: Beginning, by: Staff, now: datetime) -> HelpedFiling:
    """Return the filing with its draft, in which what is known of the citizen is filled in already.

    With a paper or a witness the consent is there; with a code the citizen reads it out first (`confirm_consent`).
    Until then what was typed about them is kept, one day at the most (`forget_expired`).
    Raises NotAllowed, WrongNumber, DossierRefused, HelpRefused, FileRefused, NotAnIdentityCard, and whatever
    starting a draft refuses.
    """
    given = _checked(beginning)
    check_contacts(
        phone=given.phone,
        email=given.email,
        full_name=given.full_name,
        identity_number=given.identity_number,
        by=by,
        now=now,
    )
    require_capacity(team_id=given.team_id, unit_id=given.unit_id, by=by, now=now)
    # cleaning takes seconds and must not hold a lock
    paper = _kept(given, by, now)
    with transaction.atomic():
        capacity = require_capacity(team_id=given.team_id, unit_id=given.unit_id, by=by, now=now)
        draft = _draft(given, by, now)
        helped = HelpedFiling.objects.create(
            helper=by,
            team=capacity.team,
            unit_id=capacity.unit_id,
            full_name=given.full_name,
            identity_number=given.identity_number,
            organisation=given.organisation,
            tax_code=given.tax_code,
            phone=given.phone,
            email=given.email,
            relation=given.relation,
            way=given.way,
            text_version=text_on(day_of(now)).version,
            witness=given.witness if given.way is ConsentWay.WITNESS else "",
            paper=paper,
            started_at=now,
            draft=draft,
        )
        note_begun(helped, by=by, now=now)
        if given.way is ConsentWay.CODE:
            send_code(helped, capacity, now=now)
        else:
            note_consent(helped, by=by, now=now)
    return helped


def _checked(given: Beginning) -> Beginning:
    """Return what was filled in as it is kept; raise what is wrong with it."""
    tidy = replace(
        given,
        full_name=" ".join(given.full_name.split())[:200],
        identity_number=checked_identity(given.identity_number),
        organisation=" ".join(given.organisation.split())[:200],
        tax_code=check_mst(given.tax_code) if given.tax_code.strip() else "",
        phone=checked_phone(given.phone),
        email=checked_email(given.email),
        witness=" ".join(given.witness.split())[:200],
    )
    check_consent(
        tidy.way,
        has_paper=tidy.paper is not None,
        witness=tidy.witness,
        has_contact=bool(tidy.phone or tidy.email),
    )
    return tidy


def _kept(given: Beginning, by: Staff, now: datetime) -> StoredFile | None:
    if given.way is not ConsentWay.PAPER or given.paper is None:
        return None
    name = getattr(given.paper, "name", "") or "giay-dong-y"
    return receive_file(upload=given.paper, name=name, by=by.as_actor(), now=now)


def _draft(given: Beginning, by: Staff, now: datetime) -> Draft:
    """Return a new draft that nobody can find by a code: it is its helper's alone."""
    draft, _nobody_is_told = start_draft(
        slug=given.slug, unit_id=given.receiving_unit_id, language=given.language, by=by.as_actor(), now=now
    )
    agreed, document = _agreed(given), draft.procedure_version.content
    check_organisation(document, agreed)
    full_name, identity_number = agreed.applicant
    draft.contact_phone, draft.contact_email = given.phone, given.email
    draft.answers = prefilled(
        document,
        full_name=full_name,
        identity_number=identity_number,
        phone=given.phone,
        email=given.email,
        card=_card(given),
        today=day_of(now),
    )
    draft.save(update_fields=["contact_phone", "contact_email", "answers"])
    return draft


def _agreed(given: Beginning) -> Agreed:
    if bool(given.organisation) != bool(given.tax_code):
        raise HelpRefused("half_organisation", _("Hãy ghi cả tên và mã số thuế của tổ chức, hộ kinh doanh."))
    return Agreed(given.full_name, given.identity_number, given.organisation, given.tax_code)


def _card(given: Beginning) -> IdentityCard | None:
    """Return what the scanned card says of the applicant, unless another number was typed over it afterwards."""
    card = parse_cccd_qr(given.card) if given.card and not given.organisation else None
    return card if card is not None and card.number == given.identity_number else None
