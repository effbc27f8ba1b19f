"""A result wanted as a file is decided with one and fetched by the applicant: once in the books, always noted."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.registers.queries import line_of
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_out_file import hand_out_file
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierPaper, Outcome, PaperSource, ResultBy
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import (
    NOW,
    Office,
    at_decision,
    make_dossier,
    make_draft,
    make_handing,
    make_result_file,
)

LATER = NOW + timedelta(hours=1)


def result_of(dossier: Dossier) -> UUID:
    stored = dossier.papers.get(source=PaperSource.RESULT).stored
    assert stored is not None
    return stored.pk


def fetch(dossier: Dossier) -> StoredFile:
    return hand_out_file(dossier_id=dossier.pk, file_id=result_of(dossier), now=LATER)


def downloads() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="onestop.result_downloaded").order_by("pk"))


def test_the_first_download_is_the_hand_over(office: Office) -> None:
    dossier = make_result_file(office)
    assert fetch(dossier).name == "giay-phep.pdf"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.closed_at) == (State.RETURNED, LATER)
    delivery = dossier.delivery
    assert (delivery.is_download, delivery.by, delivery.at) == (True, None, LATER)
    assert dossier.book_entry is not None
    line = line_of(dossier.book_entry)
    assert (line["returned"], line["signed_by"]) == ("09:30 08/04/2019", "Nguyễn Thị Ánh (tải bản điện tử)")
    event = dossier.events.get(kind=Action.RETURN)
    assert (event.actor_kind, event.actor_name, event.payload["is_download"]) == ("citizen", "", True)
    assert list(differing()) == []


def test_every_download_is_noted_and_only_the_first_changes_anything(office: Office) -> None:
    dossier = make_result_file(office)
    stored = fetch(dossier)
    version = Dossier.objects.get(pk=dossier.pk).version
    fetch(dossier)
    assert Dossier.objects.get(pk=dossier.pk).version == version
    assert [entry.detail["sha256"] for entry in downloads()] == [stored.content_sha256] * 2


def test_the_applicant_is_told_that_there_is_a_file_and_that_it_was_fetched(office: Office) -> None:
    dossier = make_result_file(office)
    fetch(dossier)
    decided, returned = OutboxMessage.objects.order_by("-pk")[1], OutboxMessage.objects.latest("pk")
    assert "Hãy tải về ở trang tra cứu" in decided.body
    assert "vừa được tải về" in returned.body


def test_a_file_that_was_handed_over_at_the_counter_can_still_be_fetched(office: Office) -> None:
    dossier = make_result_file(office)
    return_result(dossier_id=dossier.pk, handing=make_handing(), by=office.receptionist, now=NOW)
    fetch(dossier)
    dossier.refresh_from_db()
    assert (dossier.delivery.is_download, len(downloads())) == (False, 1)


@pytest.mark.parametrize("result_by", [ResultBy.COUNTER, ResultBy.POST])
def test_whoever_fetches_it_at_the_counter_or_by_post_gets_no_file(office: Office, result_by: ResultBy) -> None:
    dossier = make_result_file(office)
    Dossier.objects.filter(pk=dossier.pk).update(result_by=result_by)
    with pytest.raises(DossierPaper.DoesNotExist):
        fetch(dossier)
    assert downloads() == []


def test_no_other_file_is_a_result(office: Office) -> None:
    dossier, other = make_result_file(office), make_result_file(office)
    handed_in = make_draft(office).papers.get().stored_id
    for file in (uuid4(), handed_in, result_of(other)):
        with pytest.raises(DossierPaper.DoesNotExist):
            hand_out_file(dossier_id=dossier.pk, file_id=file, now=LATER)
    assert Dossier.objects.get(pk=dossier.pk).state == State.DECIDED


def test_nothing_is_handed_out_before_the_scan(office: Office) -> None:
    dossier = make_result_file(office)
    StoredFile.objects.filter(pk=result_of(dossier)).update(state=FileState.QUARANTINED)
    with pytest.raises(FileNotReadable):
        fetch(dossier)
    assert (Dossier.objects.get(pk=dossier.pk).state, downloads()) == (State.DECIDED, [])


def test_a_result_wanted_as_a_file_is_decided_with_one_or_said_to_be_on_paper(office: Office) -> None:
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    with pytest.raises(NeedMissing) as refused:
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=NOW)
    assert refused.value.code == "result"
    assert Dossier.objects.get(pk=dossier.pk).state == State.IN_PROCESS
    dossier = decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, is_paper_only=True, by=office.leader, now=NOW
    )
    assert dossier.state == State.DECIDED


def test_a_dossier_on_its_way_has_nothing_to_fetch(office: Office) -> None:
    dossier = make_dossier(office)
    with pytest.raises(DossierPaper.DoesNotExist):
        hand_out_file(dossier_id=dossier.pk, file_id=uuid4(), now=LATER)
