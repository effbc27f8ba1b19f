"""One extension of a limit, where a law lets it be extended, with reason and ground."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.clock_rules import extension_rules
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.reference import shipped_documents
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, ask_for_more, make_dossier, make_office, make_pledge, make_step


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def extend(dossier: Dossier, office: Office, **changes: Any) -> Dossier:
    given: dict[str, Any] = {
        "rule": "other",
        "days": 5,
        "reason": "Cần xác minh tại nơi cư trú cũ.",
        "legal_ground": "Luật Hộ tịch 60/2014/QH13, Điều 18",
        "by": office.leader,
        "now": NOW + timedelta(hours=1),
    }
    return extend_limit(dossier_id=dossier.pk, **(given | changes))


@pytest.mark.django_db
def test_an_extension_moves_the_limit_of_the_law_and_the_promise() -> None:
    office = make_office(commitments=[make_pledge(8)])
    dossier = make_dossier(office, State.IN_PROCESS)
    assert (dossier.due_at, dossier.law_due_at) == (at("2019-04-19T17:00"), at("2019-04-23T17:00"))
    dossier = extend(dossier, office)
    # 29 April to 1 May were off, Saturday 4 May was worked for the 29th
    assert (dossier.due_at, dossier.law_due_at) == (at("2019-04-26T17:00"), at("2019-05-03T17:00"))
    assert (dossier.next_due_at, dossier.extended_at is None) == (dossier.due_at, False)
    assert list(differing()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("received", "due"), [("2019-04-08T09:00", "2019-04-10T17:00"), ("2019-04-08T15:30", "2019-04-11T17:00")]
)
def test_a_matter_of_the_same_day_is_extended_by_days_after_its_day(received: str, due: str) -> None:
    """Nghị định 23/2015/NĐ-CP: same day (art. 7), at most two working days more (art. 21)."""
    limit = {
        "amount": 1,
        "unit": "same_day",
        "source": {"document": "Nghị định 23/2015/NĐ-CP", "article": "Điều 7"},
        "verified": True,
    }
    steps = [
        make_step("reception", "receptionist", "receiving", 1),
        make_step("decision", "leader", "deciding", 2),
        make_step("return", "receptionist", "receiving", 1),
    ]
    office = make_office(limit=limit, steps=steps, field="certification")
    dossier = make_dossier(office, now=at(received))
    dossier = extend(dossier, office, rule="certification", days=2, legal_ground="", now=at(received))
    assert dossier.law_due_at == at(due)
    payload = dossier.events.get(kind=Action.EXTEND).payload
    assert (payload["legal_ground"], payload["verified"]) == ("Nghị định 23/2015/NĐ-CP, Điều 21", True)


def test_a_law_is_offered_for_the_procedures_it_is_about_only() -> None:
    day, shipped = date(2019, 4, 8), {document.slug: document for document in shipped_documents()}
    offered = {
        slug: [rule.key for rule in extension_rules(day, document=shipped[slug])]
        for slug in (
            "chung-thuc-ban-sao-tu-ban-chinh",
            "dang-ky-nhan-cha-me-con",
            "thay-doi-cai-chinh-ho-tich",
            "dang-ky-khai-tu",
            "tach-thua-hop-thua-dat",
        )
    }
    assert offered == {
        "chung-thuc-ban-sao-tu-ban-chinh": ["certification", "other"],
        "dang-ky-nhan-cha-me-con": ["parentage", "other"],
        "thay-doi-cai-chinh-ho-tich": ["civil_correction", "other"],
        "dang-ky-khai-tu": ["other"],
        "tach-thua-hop-thua-dat": ["other"],
    }
    assert {rule.field for rule in extension_rules(day)} - {""} <= set(FIELDS)
    assert {slug for rule in extension_rules(day) for slug in rule.procedures} <= set(shipped)


def test_a_pause_after_an_extension_moves_the_extended_limit(office: Office) -> None:
    dossier = extend(make_dossier(office, State.IN_PROCESS), office)
    ask_for_more(dossier, office, now=at("2019-04-09T09:00"))
    dossier = receive_supplement(
        dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-10T09:00")
    )
    assert dossier.law_due_at == at("2019-05-04T17:00")
    assert list(differing()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "certification", "days": 1}, "rule"),  # the law of certification, and a procedure of trade
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
        ({"rule": "unheard"}, "rule"),
        ({"now": at("2019-04-23T17:01")}, "too_late"),
    ],
)
def test_no_longer_than_the_law_lets_and_not_once_the_limit_has_passed(
    office: Office, changes: dict[str, Any], code: str
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused) as refused:
        extend(dossier, office, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize(("changes", "code"), [({"reason": " "}, "reason"), ({"legal_ground": " "}, "legal_ground")])
def test_an_extension_needs_a_reason_and_a_law(office: Office, changes: dict[str, Any], code: str) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(NeedMissing) as refused:
        extend(dossier, office, **changes)
    assert refused.value.code == code


def test_only_a_leader_extends(office: Office) -> None:
    with pytest.raises(NotAllowed):
        extend(make_dossier(office, State.IN_PROCESS), office, by=office.specialist)


def test_a_limit_is_extended_once_and_the_database_holds_it(office: Office) -> None:
    dossier = extend(make_dossier(office, State.IN_PROCESS), office)
    with pytest.raises(DossierRefused) as refused:
        extend(dossier, office)
    assert refused.value.code == "extended"
    first = dossier.events.get(kind=Action.EXTEND)
    with pytest.raises(IntegrityError, match="onestop_extended_once"), transaction.atomic():
        DossierEvent.objects.create(
            dossier=dossier,
            seq=99,
            at=NOW,
            kind=Action.EXTEND,
            actor_kind="staff",
            from_state=first.from_state,
            to_state=first.to_state,
            office_unit_id=first.office_unit_id,
            public=True,
        )


def test_the_applicant_reads_why_and_by_which_law(office: Office) -> None:
    dossier = extend(make_dossier(office, State.IN_PROCESS), office)
    status = status_by_token(text=dossier.token, address="203.0.113.9", now=NOW + timedelta(hours=2))
    assert status is not None
    assert status.promised_at == dossier.due_at
    told = status.delays[0]
    assert (told.kind, told.reason) == (Action.EXTEND, "Cần xác minh tại nơi cư trú cũ.")
    assert told.legal_ground == "Luật Hộ tịch 60/2014/QH13, Điều 18"


def test_the_laws_are_dated() -> None:
    known = {day: [rule.key for rule in extension_rules(day)] for day in (date(2019, 4, 8), date(2027, 3, 1))}
    assert known == {
        date(2019, 4, 8): ["certification", "parentage", "civil_correction", "other"],
        date(2027, 3, 1): ["certification", "other"],
    }
    verified = {rule.key: rule.source.verified for rule in extension_rules(date(2019, 4, 8))}
    assert verified == {"certification": True, "parentage": True, "civil_correction": True, "other": False}


def test_every_law_says_in_english_too_for_what_it_is() -> None:
    assert [rule.key for rule in extension_rules(date(2019, 4, 8)) if not rule.about.en] == []
