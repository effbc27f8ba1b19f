"""An issued document stays: its bytes, its form, who issued it, and an entry in the journal."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from motcua.foundation.attachments import content
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.documents.actions import issue_document
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.official_forms import FormMissing
from motcua.foundation.documents.queries import documents_about, latest_document
from motcua.foundation.units.models import Unit
from tests.factories.documents import make_receipt

pytestmark = pytest.mark.django_db
_BY = Actor(ActorKind.STAFF, "Trần Văn Đức", staff_id=7, unit_id=3)
_ABOUT = ("dossier", "42")


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def _issue(now: datetime, *, kind: str = "receipt", circular: str = "01/2018/TT-VPCP") -> IssuedDocument:
    return issue_document(
        kind=kind,
        circular=circular,
        number="12/TNHS",
        unit_id=Unit.objects.create(kind="office").pk,
        about=_ABOUT,
        template="onestop/receipt",
        data=make_receipt().as_data(),
        by=_BY,
        now=now,
    )


def test_an_issued_document_keeps_its_bytes_and_its_form(now: datetime) -> None:
    issued = _issue(now)
    with content.open_content(issued.content) as file:
        pdf = file.read()
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    assert (issued.form_number, issued.number, issued.issued_at, issued.actor) == ("01", "12/TNHS", now, _BY)
    assert (issued.content.name, str(issued)) == ("receipt-12-TNHS.pdf", "receipt 12/TNHS")


def test_the_journal_knows_of_it(now: datetime) -> None:
    issued = _issue(now)
    entry = AuditEntry.objects.get(action="documents.issue")
    assert (entry.target_id, entry.unit_id) == (str(issued.pk), issued.unit_id)
    assert entry.detail["sha256"] == issued.sha256


def test_it_cannot_be_changed_or_deleted(now: datetime) -> None:
    issued = _issue(now)
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedDocument.objects.filter(pk=issued.pk).update(number="13/TNHS")
    with pytest.raises(DatabaseError), transaction.atomic():
        issued.delete()


def test_a_form_that_the_circular_has_not_is_refused_and_nothing_is_kept(now: datetime) -> None:
    with pytest.raises(FormMissing):
        _issue(now, kind="stop")
    assert not IssuedDocument.objects.exists()


def test_a_letter_without_an_official_form_has_no_form_number(now: datetime) -> None:
    assert _issue(now, circular="").form_number == ""


def test_documents_are_found_by_what_they_are_about(now: datetime) -> None:
    first, second = _issue(now), _issue(now + timedelta(hours=1))
    assert documents_about(_ABOUT) == [first, second]
    assert latest_document(_ABOUT, "receipt") == second
    assert latest_document(_ABOUT, "refusal") is None
    assert documents_about(("dossier", "43")) == []
