"""Make a dossier out of clean answers and papers: what online, counter and API filing have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.people.actions.record_person import record_person
from motcua.foundation.people.models import Person, PersonKind
from motcua.foundation.registers.actions.issue_dossier_code import issue_dossier_code
from motcua.services.onestop.applicants import Applicant, applicant_of, names_and_words
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import filing_moments
from motcua.services.onestop.contacts import checked_email, checked_phone
from motcua.services.onestop.definition import CopyKind
from motcua.services.onestop.models import (
    Channel,
    Dossier,
    DossierPaper,
    PaperSource,
    ProcedureOffer,
    ProcedureVersion,
    ResultBy,
)
from motcua.services.onestop.offers import delivers_home, held_open
from motcua.services.onestop.papers import HandedIn, check_papers
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.tokens import new_uid, token_hash, token_of


@dataclass(frozen=True)
class Filing:
    """Everything that is filed.

    `answers` are clean; `helper` is who files for the applicant, when somebody does; `papers_follow`: the papers are
    not part of this filing, the counter asks for them before it accepts. The contacts of a filing with help are
    those of the consent, whatever the answers say.
    """

    version: ProcedureVersion
    offer: ProcedureOffer
    answers: Mapping[str, Any]
    papers: Sequence[HandedIn]
    channel: Channel
    language: str = "vi"
    result_by: ResultBy = ResultBy.COUNTER
    helper: Mapping[str, str] = field(default_factory=dict)
    contact_email: str = ""
    contact_phone: str = ""
    papers_follow: bool = False


def file_dossier(filing: Filing, *, by: Actor, now: datetime) -> Dossier:
    """Return the new dossier: person recorded, code issued, papers kept, first event written.

    Runs inside the caller's transaction. Raises ProcedureClosed, PapersMissing, DossierRefused for a way of receiving
    the result that the unit has not, and whatever recording the person refuses.
    """
    document, offer = filing.version.content, held_open(filing.offer)
    if filing.result_by == ResultBy.HOME and not delivers_home(offer.unit_id, now):
        raise DossierRefused("no_home_delivery", _("Đơn vị này chưa giao kết quả tại nhà. Hãy chọn cách nhận khác."))
    if not filing.papers_follow:
        check_papers(document, filing.answers, filing.papers)
    applicant = applicant_of(document, filing.answers)
    unit_id, uid = offer.unit_id, new_uid()
    is_helped = bool(filing.helper.get("under"))
    # numbers before the journal, as everywhere: whoever takes both locks takes them in this order
    code = issue_dossier_code(unit_id=unit_id, now=now)
    person = _recorded(applicant, unit_id, by, now, is_proved=filing.channel == Channel.COUNTER or is_helped)
    dossier = Dossier(
        code=code,
        uid=uid,
        token_hash=token_hash(token_of(uid)),
        procedure_id=filing.version.procedure_id,
        procedure_version=filing.version,
        applicant=person,
        helper=dict(filing.helper),
        channel=filing.channel,
        language=filing.language,
        contact_email=checked_email(filing.contact_email) or ("" if is_helped else applicant.email),
        contact_phone=checked_phone(filing.contact_phone) or ("" if is_helped else applicant.phone),
        result_by=filing.result_by,
        answers=dict(filing.answers),
        office_unit_id=unit_id,
        **names_and_words(document, filing.answers, known_as=person.full_name),
    )
    sets = {
        "receiving_unit_id": unit_id,
        "deciding_unit_id": offer.deciding_unit_id,
        "procedure_version_id": filing.version.pk,
    }
    moments = filing_moments(unit_id=unit_id, now=now)
    payload: dict[str, Any] = {"papers": len(filing.papers), "channel": str(filing.channel)}
    if is_helped:
        payload["under"] = filing.helper["under"]
    change_state(
        dossier,
        Move(Action.SUBMIT, State.SUBMITTED, step="", sets={**sets, **moments}, payload=payload),
        by=by,
        now=now,
    )
    keep_papers(dossier, filing.papers, PaperSource.FILING, now=now)
    return dossier


def keep_papers(dossier: Dossier, papers: Sequence[HandedIn], source: PaperSource, *, now: datetime) -> None:
    """Add papers to the dossier, with the titles and kinds of the procedure's list."""
    known = {paper.key: paper for paper in dossier.procedure_version.content.papers}
    rows = []
    for handed in papers:
        listed = known.get(handed.key)
        kind = handed.copy_kind or (listed.copy_kind if listed else CopyKind.ORIGINAL)
        rows.append(
            DossierPaper(
                dossier=dossier,
                paper_key=handed.key,
                title=handed.title or (listed.title.vi if listed else handed.key),
                copy_kind=CopyKind.ELECTRONIC if handed.stored else kind,
                count=handed.count,
                stored=handed.stored,
                source=source,
                added_at=now,
            )
        )
    DossierPaper.objects.bulk_create(rows)


def _recorded(applicant: Applicant, unit_id: int, by: Actor, now: datetime, *, is_proved: bool) -> Person:
    return record_person(
        kind=PersonKind.ORGANISATION if applicant.is_organisation else PersonKind.CITIZEN,
        full_name=applicant.full_name,
        identity_kind=applicant.identity_kind,
        identity_number=applicant.identity_number,
        birth_date=applicant.birth_date,
        sex=applicant.sex,
        phone=applicant.phone,
        email=applicant.email,
        address=applicant.address,
        unit_id=unit_id,
        is_proved=is_proved,
        by=by,
        now=now,
    )
