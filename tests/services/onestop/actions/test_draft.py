"""A draft: started, filled section by section, with papers, and forgotten when its time is over."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.forms.faults import FormRefused
from motcua.services.onestop.actions.attach_paper import MOST_FILES, attach_paper
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.actions.remove_paper import remove_paper
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.actions.start_draft import DAYS_KEPT, start_draft
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.models import Draft, DraftPaper, LookupAttempt, Procedure
from motcua.services.onestop.refusals import DossierRefused, DraftExpired, ProcedureClosed, ServiceNotLive
from motcua.services.onestop.tokens import parse, token_hash
from tests.factories.attachments import make_pdf, make_stored_file
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_draft, make_office
from tests.factories.units import make_unit

LATER = NOW + timedelta(hours=1)
EXPIRED = NOW + timedelta(days=DAYS_KEPT, minutes=1)


def save(draft: Draft, section: str, *, now: object = LATER, **answers: object) -> Draft:
    return save_section(draft_id=draft.pk, section=section, answers=answers, by=CITIZEN, now=now)  # type: ignore[arg-type]


def attach(draft: Draft, data: bytes, *, key: str = "request", name: str = "don.pdf") -> DraftPaper:
    return attach_paper(draft_id=draft.pk, paper_key=key, upload=BytesIO(data), name=name, by=CITIZEN, now=LATER)


def test_a_draft_is_found_again_by_a_code_that_is_not_stored(office: Office) -> None:
    draft, code = start_draft(slug=office.slug, unit_id=office.unit.pk, language="en", by=CITIZEN, now=NOW)
    assert parse(code) == code
    assert Draft.objects.get(resume_hash=token_hash(code)) == draft
    assert (draft.language, draft.expires_at) == ("en", NOW + timedelta(days=DAYS_KEPT))


def test_filing_begins_only_where_the_procedure_is_received(office: Office) -> None:
    given: dict[str, Any] = {"unit_id": office.unit.pk, "language": "vi", "by": CITIZEN, "now": NOW}
    with pytest.raises(Procedure.DoesNotExist):
        start_draft(**given | {"slug": "khong-co"})
    with pytest.raises(ProcedureClosed):
        start_draft(**given | {"slug": office.slug, "unit_id": make_unit().pk})
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Mất điện.", by=SYSTEM, now=NOW)
    with pytest.raises(ProcedureClosed) as closed:
        start_draft(**given | {"slug": office.slug})
    assert closed.value.reason == "Mất điện."


def test_filing_begins_only_where_the_service_is_adopted(office: Office) -> None:
    long_ago = NOW - timedelta(days=60)
    with pytest.raises(ServiceNotLive):
        start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=CITIZEN, now=long_ago)


@pytest.mark.django_db
def test_a_procedure_for_the_counter_only_cannot_be_filed_online() -> None:
    office = make_office(online_level="information")
    with pytest.raises(DossierRefused) as refused:
        start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=CITIZEN, now=NOW)
    assert refused.value.code == "not_online"


def test_a_section_is_kept_clean_and_replaces_what_it_said_before(office: Office) -> None:
    draft, _code = start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=CITIZEN, now=NOW)
    save(draft, "person", full_name="  Trần  Văn A ", phone="0901 234 567")
    draft = save(draft, "person", full_name="Trần Văn B")
    assert draft.answers == {"full_name": "Trần Văn B"}
    assert (draft.progress, draft.saved_at) == (["person"], LATER)


def test_a_wrong_answer_is_refused_and_nothing_is_lost(office: Office) -> None:
    draft = make_draft(office, with_paper=False)
    with pytest.raises(FormRefused) as refused:
        save(draft, "person", full_name="", phone="12")
    assert sorted(refused.value.errors) == ["full_name", "phone"]
    assert Draft.objects.get(pk=draft.pk).answers == draft.answers


def test_an_unknown_section_is_an_error_of_the_page(office: Office) -> None:
    with pytest.raises(KeyError):
        save(make_draft(office, with_paper=False), "nowhere")


def test_a_file_is_attached_once_however_often_it_is_sent(office: Office) -> None:
    draft = make_draft(office, with_paper=False)
    data = make_pdf()
    assert attach(draft, data).pk == attach(draft, data).pk
    attach(draft, data, name="khac.pdf")
    assert draft.papers.count() == 2


def test_what_is_no_file_no_paper_or_too_much_is_refused(office: Office) -> None:
    draft = make_draft(office, with_paper=False)
    with pytest.raises(FileRefused):
        attach(draft, b"")
    with pytest.raises(DossierRefused) as refused:
        attach(draft, make_pdf(), key="unknown")
    assert refused.value.code == "unknown_paper"
    stored = [make_stored_file(make_pdf(text=f"so {number}")) for number in range(2)]
    rows = [
        DraftPaper(draft=draft, paper_key=f"p{number}", stored=stored[number % 2], added_at=NOW)
        for number in range(MOST_FILES)
    ]
    DraftPaper.objects.bulk_create(rows)
    with pytest.raises(DossierRefused) as refused:
        attach(draft, make_pdf())
    assert refused.value.code == "too_many_files"


@pytest.mark.django_db
def test_a_type_the_paper_does_not_take_is_refused() -> None:
    paper = {"key": "request", "title": {"vi": "Ảnh", "en": "Photo"}, "copy_kind": "copy", "accept": ["image/jpeg"]}
    draft = make_draft(make_office(papers=[paper]), with_paper=False)
    with pytest.raises(DossierRefused) as refused:
        attach(draft, make_pdf())
    assert refused.value.code == "wrong_type"


def test_a_file_is_taken_out_again(office: Office) -> None:
    draft = make_draft(office)
    file_id = draft.papers.get().stored_id
    given: dict[str, Any] = {"draft_id": draft.pk, "paper_key": "request", "by": CITIZEN, "now": LATER}
    remove_paper(**given, file_id=file_id)
    assert not draft.papers.exists()
    with pytest.raises(StoredFile.DoesNotExist):
        remove_paper(**given, file_id=file_id)


def test_an_expired_draft_takes_nothing_more(office: Office) -> None:
    draft = make_draft(office)
    with pytest.raises(DraftExpired):
        save(draft, "person", now=EXPIRED, full_name="Trần Văn A")
    with pytest.raises(DraftExpired):
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=EXPIRED)


def test_a_submitted_draft_cannot_be_changed(office: Office) -> None:
    draft = make_draft(office)
    submit_dossier(draft_id=draft.pk, by=CITIZEN, now=LATER)
    for attempt in (
        lambda: save(draft, "person", full_name="Trần Văn A"),
        lambda: attach(draft, make_pdf()),
        lambda: remove_paper(draft_id=draft.pk, paper_key="request", file_id=uuid4(), by=CITIZEN, now=LATER),
    ):
        with pytest.raises(DossierRefused) as refused:
            attempt()
        assert refused.value.code == "already_submitted"


def test_expired_drafts_and_old_attempts_are_forgotten_but_not_what_was_submitted(office: Office) -> None:
    kept, gone = make_draft(office), make_draft(office, with_paper=False)
    submit_dossier(draft_id=kept.pk, by=CITIZEN, now=LATER)
    LookupAttempt.objects.create(address_hash=b"a", window=NOW, count=3)
    assert forget_expired(now=EXPIRED) == 1
    assert list(Draft.objects.values_list("pk", flat=True)) == [kept.pk]
    assert (gone.pk != kept.pk, LookupAttempt.objects.count()) == (True, 0)
