"""Submit what was filled in for a citizen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation

from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.helping.filings import agreed_of, locked_filing
from motcua.services.onestop.helping.refusals import ConsentMissing
from motcua.services.onestop.helping.rules import (
    check_same_contacts,
    check_same_person,
    check_way_of_result,
    under,
)
from motcua.services.onestop.models import Dossier, Draft, HelpedFiling, ResultBy


@transaction.atomic
def submit_filing(*, filing_id: UUID, by: Staff, now: datetime, result_by: ResultBy = ResultBy.COUNTER) -> Dossier:
    """Return the dossier, in the citizen's name, with who typed it: one, however often it is submitted.

    The citizen is told at once, and how to object, at the contacts of the consent and nowhere else. Raises
    HelpedFiling.DoesNotExist, NotAllowed for whoever left the team meanwhile, ConsentMissing, HelpRefused when the
    answers name somebody else or other contacts, or for a result as a file, and what submitting refuses.
    """
    helped = locked_filing(filing_id, by=by, now=now)
    if helped.dossier is not None:
        return helped.dossier
    if helped.consented_at is None or helped.draft is None:
        raise ConsentMissing
    draft = helped.draft
    _check(helped, draft, result_by)
    dossier = submit_dossier(
        draft_id=draft.pk, by=by.as_actor(), now=now, result_by=result_by, helper=_words(helped, now)
    )
    helped.dossier, helped.filed_at = dossier, now
    helped.save(update_fields=["dossier", "filed_at"])
    return dossier


def _check(helped: HelpedFiling, draft: Draft, result_by: ResultBy) -> None:
    """Raise HelpRefused unless the draft is the citizen's who agreed; give it the contacts of the consent."""
    document = draft.procedure_version.content
    check_same_person(document, draft.answers, agreed_of(helped))
    check_same_contacts(document, draft.answers, phone=helped.phone, email=helped.email)
    check_way_of_result(result_by, has_contact=bool(helped.phone or helped.email))
    Draft.objects.filter(pk=draft.pk).update(contact_phone=helped.phone, contact_email=helped.email)


def _words(helped: HelpedFiling, now: datetime) -> dict[str, str]:
    """Return what the dossier itself says of the helper: in Vietnamese for papers, and under whom in English too."""
    with translation.override("vi"):
        words = {
            "name": helped.helper.full_name,
            "relation": str(helped.get_relation_display()),
            "under": _under(helped, now),
        }
    with translation.override("en"):
        words["under_en"] = _under(helped, now)
    return words | ({"team": str(helped.team_id)} if helped.team_id else {})


def _under(helped: HelpedFiling, now: datetime) -> str:
    unit = unit_names([helped.unit_id], day_of(now)).get(helped.unit_id, "")
    return under(helped.team.name_here if helped.team else "", unit)
