"""Asking for more papers and taking them in: once, in writing, complete, and without naming anybody."""

from datetime import timedelta
from io import BytesIO

import pytest

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.models import Dossier, PaperSource
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries.dossier import dossier_page
from motcua.services.onestop.refusals import DossierRefused, NeedMissing, NotNow, PaperRefused, PapersMissing
from motcua.services.onestop.states import Action, State
from tests.factories.attachments import make_pdf
from tests.factories.onestop import CITIZEN, NOW, Office, ask_for_more, make_dossier

LATER = NOW + timedelta(hours=1)


def ask(dossier: Dossier, office: Office, *items: Asked, reason: str = "Giấy tờ chưa rõ.") -> Dossier:
    return request_supplement(dossier_id=dossier.pk, items=items, reason=reason, by=office.specialist, now=LATER)


def hand_in(dossier: Dossier, office: Office) -> Dossier:
    return receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=LATER)


def test_a_request_names_every_thing_that_is_missing_and_has_a_number(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    ask(dossier, office, Asked(key="request", note="Bị mờ"), Asked(key="purpose"), Asked(title="Ảnh 3x4"))
    event = dossier.events.get(kind=Action.REQUEST_SUPPLEMENT)
    assert event.payload["items"] == [
        {"key": "request", "title": "Đơn đề nghị", "note": "Bị mờ"},
        {"key": "purpose", "title": "Mục text", "note": ""},
        {"key": "", "title": "Ảnh 3x4", "note": ""},
    ]
    assert event.payload["number"] == "01/HDHS"


def test_a_request_for_nothing_or_without_reason_is_refused(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(NeedMissing):
        ask(dossier, office)
    with pytest.raises(NeedMissing):
        ask(dossier, office, Asked(key="request"), reason=" ")


@pytest.mark.parametrize("item", [Asked(), Asked(key="unknown"), Asked(key="unknown", title="Giấy")])
def test_what_is_asked_for_must_be_of_the_procedure_or_named(office: Office, item: Asked) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused) as refused:
        ask(dossier, office, item)
    assert refused.value.code == "unknown_item"


@pytest.mark.parametrize("text", ["Bà Nguyễn Thị Ánh nộp lại", "Gọi 0901 234 567"])
def test_a_request_may_not_say_who_the_applicant_is(office: Office, text: str) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    for items, reason in (([Asked(key="request", note=text)], "Mờ"), ([Asked(key="request")], text)):
        with pytest.raises(DossierRefused) as refused:
            ask(dossier, office, *items, reason=reason)
        assert refused.value.code == "personal_data"


def test_a_second_request_needs_a_leader(office: Office) -> None:
    dossier = hand_in(ask_for_more(make_dossier(office, State.IN_PROCESS), office, now=LATER), office)
    with pytest.raises(DossierRefused) as refused:
        ask(dossier, office, Asked(key="request"))
    assert refused.value.code == "second_supplement"
    asked = request_supplement(
        dossier_id=dossier.pk, items=[Asked(key="request")], reason="Vẫn mờ", by=office.leader, now=LATER
    )
    assert asked.state == State.AWAITING_SUPPLEMENT


def test_a_leader_may_permit_one_more_request_and_only_one(office: Office) -> None:
    dossier = hand_in(ask_for_more(make_dossier(office, State.IN_PROCESS), office, now=LATER), office)
    allow_supplement(dossier_id=dossier.pk, reason="Thay đổi quy hoạch.", by=office.leader, now=LATER)
    dossier = hand_in(ask(dossier, office, Asked(key="request")), office)
    with pytest.raises(DossierRefused):
        ask(dossier, office, Asked(key="request"))


def test_a_request_that_would_be_refused_is_not_offered_but_what_it_lacks_is_said(office: Office) -> None:
    def offered(by: Staff) -> tuple[bool, bool, bool]:
        page = dossier_page(code=dossier.code, roles=roles_of(by, LATER), now=LATER)
        acts = [action in page.acts for action in (Action.REQUEST_SUPPLEMENT, Action.ALLOW_SUPPLEMENT)]
        return acts[0], acts[1], page.offered.lacks_supplement

    dossier = make_dossier(office, State.IN_PROCESS)
    assert (offered(office.specialist), offered(office.leader)) == ((True, False, False), (True, False, False))
    dossier = hand_in(ask_for_more(dossier, office, now=LATER), office)
    assert (offered(office.specialist), offered(office.leader)) == ((False, False, True), (True, True, False))
    allow_supplement(dossier_id=dossier.pk, reason="Thay đổi quy hoạch.", by=office.leader, now=LATER)
    assert offered(office.specialist) == (True, False, False)


def test_at_most_one_request_is_open(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(NotNow):
        ask(dossier, office, Asked(key="request"))


def test_the_holder_of_the_code_sends_the_files_that_were_asked_for(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    upload = BytesIO(make_pdf())
    upload.name = "don-moi.pdf"
    dossier = receive_supplement(dossier_id=dossier.pk, uploads=[("request", upload)], by=CITIZEN, now=LATER)
    assert (dossier.state, dossier.step) == (State.IN_PROCESS, "examination")
    paper = dossier.papers.get(source=PaperSource.SUPPLEMENT)
    assert (paper.paper_key, paper.stored is not None and paper.stored.name) == ("request", "don-moi.pdf")


def test_the_holder_of_the_code_brings_everything_at_once(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(PapersMissing) as refused:
        receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("old_permit")], by=CITIZEN, now=LATER)
    assert refused.value.papers == ("Đơn đề nghị",)


def test_a_file_that_cannot_be_taken_is_named_and_nothing_is_changed(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(PaperRefused) as refused:
        receive_supplement(dossier_id=dossier.pk, uploads=[("request", BytesIO(b""))], by=CITIZEN, now=LATER)
    assert (refused.value.paper_key, refused.value.code) == ("request", "empty")
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SUPPLEMENT


def test_the_holder_of_the_code_sends_only_what_was_asked_for(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    for key in ("old_permit", "unknown"):
        with pytest.raises(DossierRefused) as refused:
            receive_supplement(dossier_id=dossier.pk, uploads=[(key, BytesIO(make_pdf()))], by=CITIZEN, now=LATER)
        assert refused.value.code == "unknown_paper"
    assert not StoredFile.objects.exists()


def test_a_file_for_a_dossier_that_awaits_nothing_is_not_even_kept(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(NotNow):
        receive_supplement(dossier_id=dossier.pk, uploads=[("request", BytesIO(make_pdf()))], by=CITIZEN, now=LATER)
    assert not StoredFile.objects.exists()


def test_a_supplement_of_nothing_is_refused(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(NeedMissing):
        receive_supplement(dossier_id=dossier.pk, by=office.receptionist, now=LATER)


def test_only_answers_that_were_asked_for_are_corrected(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    ask(dossier, office, Asked(key="purpose"))
    dossier = receive_supplement(
        dossier_id=dossier.pk,
        answers={"purpose": "Bán buôn", "full_name": "Người Khác"},
        by=office.receptionist,
        now=LATER,
    )
    assert (dossier.answers["purpose"], dossier.answers["full_name"]) == ("Bán buôn", "Nguyễn Thị Ánh")


def test_the_code_never_changes(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    code, token = dossier.code, dossier.token
    hand_in(ask_for_more(dossier, office, now=LATER), office)
    stored = Dossier.objects.get(pk=dossier.pk)
    assert (stored.code, stored.token) == (code, token)
