"""What do the identity card and the start page already answer of a procedure's form? Pure."""

from __future__ import annotations

from datetime import date

from motcua.foundation.forms.answers import read_fields
from motcua.foundation.forms.values import JSON
from motcua.foundation.people.identity_card import IdentityCard
from motcua.services.onestop.definition import ProcedureDocument


def prefilled(
    document: ProcedureDocument,
    *,
    full_name: str,
    identity_number: str,
    phone: str,
    email: str,
    card: IdentityCard | None,
    today: date,
) -> dict[str, JSON]:
    """Return the clean answers about the applicant that are known; what does not fit the form is left out."""
    fields = document.applicant_fields
    raw: dict[str, object] = {
        fields.full_name: full_name,
        fields.identity_number: identity_number,
        fields.phone: phone,
        fields.email: email,
    }
    if card is not None:
        raw |= {fields.birth_date: card.birth_date, fields.sex: card.sex, fields.address: card.address_parts}
    asked = [field for field in document.form.fields if raw.get(field.key)]
    return read_fields(document.form, asked, raw, known={}, today=today).answers
