"""Who applies, according to the answers? Pure but for the language of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.foundation.forms.definition import Kind
from motcua.foundation.forms.types.registry import type_of
from motcua.foundation.people.rules import IdentityKind
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.search_terms import search_key

_IDENTITIES = {
    Kind.CCCD: IdentityKind.CCCD,
    Kind.CMND: IdentityKind.CMND,
    Kind.PASSPORT: IdentityKind.PASSPORT,
    Kind.TAX_CODE: IdentityKind.TAX_CODE,
}


@dataclass(frozen=True)
class Applicant:
    """What the answers tell about the applicant; what is not asked or not answered is empty."""

    full_name: str
    identity_kind: IdentityKind | None
    identity_number: str | None
    birth_date: str | None
    sex: str | None
    phone: str
    email: str
    address: dict[str, Any] | None

    @property
    def is_organisation(self) -> bool:
        """Tell whether a tax code names the applicant: an organisation or a household business."""
        return self.identity_kind is IdentityKind.TAX_CODE


def applicant_of(document: ProcedureDocument, answers: Mapping[str, Any]) -> Applicant:
    """Return the applicant by the fields the document names."""
    fields = document.applicant_fields
    number = str(answers.get(fields.identity_number) or "")
    asked = document.form.by_key.get(fields.identity_number)
    address = answers.get(fields.address)
    return Applicant(
        full_name=" ".join(str(answers[fields.full_name]).split()),
        identity_kind=_IDENTITIES.get(asked.type) if asked and number else None,
        identity_number=number or None,
        birth_date=answers.get(fields.birth_date) or None,
        sex=answers.get(fields.sex) or None,
        phone=str(answers.get(fields.phone) or ""),
        email=str(answers.get(fields.email) or ""),
        address=dict(address) if isinstance(address, Mapping) else None,
    )


def address_line(document: ProcedureDocument, answers: Mapping[str, Any]) -> str:
    """Return the applicant's address in one line, in the active language; "" when it was not asked or not given."""
    field = document.form.by_key.get(document.applicant_fields.address)
    answer = answers.get(document.applicant_fields.address)
    return type_of(field.type).display(field, answer) if field is not None and answer else ""


def names_and_words(document: ProcedureDocument, answers: Mapping[str, Any], *, known_as: str) -> dict[str, str]:
    """Return the columns of a dossier that say how its applicant is called in it, and by which words it is found."""
    name = applicant_of(document, answers).full_name
    return {"declared_name": name, "search_key": search_key([name, known_as], document.form, answers)}
