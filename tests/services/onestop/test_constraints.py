"""The database refuses rows that cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from motcua.services.onestop.models import (
    Commitment,
    Delivery,
    Dossier,
    DossierEvent,
    DossierPaper,
    Draft,
    IdentityCheck,
    LookupAttempt,
    Pause,
    PauseCause,
    ProcedureOffer,
    ProcedureVersion,
    Relation,
    SubmissionKey,
)
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, make_dossier, make_draft, make_pledge, make_procedure

BAD_ROWS: list[tuple[State, dict[str, Any], str]] = [
    (State.ACCEPTED, {"state": "dreaming"}, "onestop_state_in_table"),
    (State.ACCEPTED, {"closed_at": NOW}, "onestop_closed_when_state_says"),
    (State.RETURNED, {"closed_at": None}, "onestop_closed_when_state_says"),
    (State.ACCEPTED, {"paused_since": NOW}, "onestop_paused_when_state_says"),
    (State.AWAITING_SUPPLEMENT, {"paused_since": None}, "onestop_paused_when_state_says"),
    (State.ACCEPTED, {"due_at": None}, "onestop_due_when_accepted"),
    (State.ACCEPTED, {"step": ""}, "onestop_due_when_accepted"),
    (State.ACCEPTED, {"limits": None}, "onestop_accepted_under_limits"),
    (State.SUBMITTED, {"limits": {}}, "onestop_accepted_under_limits"),
    (State.SUBMITTED, {"step": "reception"}, "onestop_due_when_accepted"),
    (State.ACCEPTED, {"state": "submitted"}, "onestop_state_before_acceptance"),
    (State.SUBMITTED, {"state": "in_process"}, "onestop_state_after_acceptance"),
    (State.ACCEPTED, {"outcome": "approved"}, "onestop_outcome_when_finished"),
    (State.DECIDED, {"finished_at": None}, "onestop_outcome_when_finished"),
    (State.DECIDED, {"outcome": "perhaps"}, "onestop_outcome_when_finished"),
    (State.ACCEPTED, {"law_due_at": F("due_at") - timedelta(days=1)}, "onestop_due_within_the_law"),
    (State.ACCEPTED, {"next_due_at": NOW}, "onestop_one_due_time"),
    (State.ACCEPTED, {"accepted_at": F("filed_at") - timedelta(days=1)}, "onestop_accepted_after_filed"),
    (State.ACCEPTED, {"code": ""}, "onestop_dossier_has_code"),
    (State.ACCEPTED, {"channel": "pigeon"}, "onestop_channel"),
    (State.ACCEPTED, {"version": 0}, "onestop_dossier_version"),
]


@pytest.mark.parametrize(("state", "change", "constraint"), BAD_ROWS)
def test_a_dossier_that_contradicts_itself_is_refused(
    office: Office, state: State, change: dict[str, Any], constraint: str
) -> None:
    dossier = make_dossier(office, state)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**change)


def test_codes_and_look_up_codes_are_unique(office: Office) -> None:
    first, second = make_dossier(office), make_dossier(office)
    changes: list[dict[str, Any]] = [{"code": first.code}, {"uid": first.uid}, {"token_hash": first.token_hash}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=second.pk).update(**change)


def test_events_are_numbered_once_and_begin_with_the_filing(office: Office) -> None:
    dossier = make_dossier(office)
    given: dict[str, Any] = {
        "dossier": dossier,
        "at": NOW,
        "to_state": State.ACCEPTED,
        "office_unit": office.unit,
        "public": False,
        "actor_kind": "staff",
    }
    bad: list[tuple[dict[str, Any], str]] = [
        ({"seq": 2, "kind": Action.NOTE, "from_state": State.ACCEPTED}, "onestop_event_once"),
        ({"seq": 9, "kind": Action.SUBMIT, "from_state": ""}, "onestop_event_begins_with_filing"),
        ({"seq": 9, "kind": Action.NOTE, "from_state": ""}, "onestop_event_begins_with_filing"),
        ({"seq": 9, "kind": "magic", "from_state": State.ACCEPTED}, "onestop_event_kind"),
    ]
    for row, constraint in bad:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            DossierEvent.objects.create(**given, **row)


def test_one_pause_is_open_at_most_and_runs_forward(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(IntegrityError, match="onestop_one_open_pause"), transaction.atomic():
        Pause.objects.create(dossier=dossier, cause=PauseCause.PAYMENT, started_at=NOW)
    with pytest.raises(IntegrityError, match="onestop_pause_forward"), transaction.atomic():
        Pause.objects.update(ended_at=NOW - timedelta(days=1))
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Pause.objects.update(started_at=NOW - timedelta(days=1))


def test_a_delivery_is_signed_one_way(office: Office) -> None:
    dossier = make_dossier(office, State.DECIDED)
    given: dict[str, Any] = {
        "dossier": dossier,
        "receiver_name": "A",
        "relation": Relation.SELF,
        "identity_check": IdentityCheck.RECEIPT,
        "at": NOW,
        "by": office.receptionist,
    }
    with pytest.raises(IntegrityError, match="onestop_delivery_signed_one_way"), transaction.atomic():
        Delivery.objects.create(**given, signed_on_paper=False)


def test_a_published_version_does_not_change(office: Office) -> None:
    changes: list[dict[str, Any]] = [{"document": {}}, {"sha256": "0" * 64}, {"number": 7}]
    for change in changes:
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            ProcedureVersion.objects.update(**change)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        ProcedureVersion.objects.all().delete()


def test_one_version_is_in_force_on_a_day(office: Office) -> None:
    version = ProcedureVersion.objects.get()
    with pytest.raises(IntegrityError, match="onestop_one_version_a_day"), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=version.procedure,
            number=2,
            document={},
            sha256="0" * 64,
            published_at=NOW,
            valid=DateRange(NOW.date(), None),
        )


def test_promises_do_not_overlap_and_stay(office: Office) -> None:
    procedure = make_procedure(commitments=[make_pledge(8)])
    row = Commitment.objects.get(version__procedure=procedure)
    twin = {
        "version": row.version,
        "amount": 7,
        "time_unit": "working_day",
        "valid": DateRange(NOW.date(), None),
        "document": "554/UBND-CCHC",
        "verified": True,
    }
    with pytest.raises(IntegrityError, match="onestop_one_common_commitment_a_day"), transaction.atomic():
        Commitment.objects.create(**twin)
    Commitment.objects.create(**twin, unit=office.unit)
    with pytest.raises(IntegrityError, match="onestop_one_commitment_a_day"), transaction.atomic():
        Commitment.objects.create(**twin, unit=office.unit)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Commitment.objects.update(amount=1)


def test_an_offer_is_closed_with_a_reason(office: Office) -> None:
    changes: list[dict[str, Any]] = [{"closed_at": NOW}, {"closed_reason": "Vì"}]
    for change in changes:
        with pytest.raises(IntegrityError, match="onestop_offer_closed_with_reason"), transaction.atomic():
            ProcedureOffer.objects.update(**change)


def test_other_rows_keep_their_shape(office: Office) -> None:
    dossier, draft = make_dossier(office), make_draft(office, with_paper=False)
    SubmissionKey.objects.create(scope="api:1", key="k", body_sha256="0" * 64, dossier=dossier, made_at=NOW)
    LookupAttempt.objects.create(address_hash=b"a", window=NOW, count=1)
    with pytest.raises(IntegrityError, match="onestop_submission_key_once"), transaction.atomic():
        SubmissionKey.objects.create(scope="api:1", key="k", body_sha256="1" * 64, dossier=dossier, made_at=NOW)
    with pytest.raises(IntegrityError, match="onestop_attempts_once"), transaction.atomic():
        LookupAttempt.objects.create(address_hash=b"a", window=NOW, count=1)
    with pytest.raises(IntegrityError, match="onestop_draft_lasts"), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(expires_at=NOW - timedelta(days=1))
    with pytest.raises(IntegrityError, match="onestop_paper_title"), transaction.atomic():
        DossierPaper.objects.update(title="")
