"""A study from the question to the page: figures and adoptions of a district, a job, a sentence, a picture."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import Adoption, AdoptionState
from motcua.replication.effects.actions.ask_for_study import ask_for_study
from motcua.replication.effects.actions.study_effect import study_effect
from motcua.replication.effects.jobs import work_out_study
from motcua.replication.effects.models import EffectStudy
from motcua.replication.effects.queries import Question, authorities, observations
from motcua.replication.effects.rules import MONTHS_A_YEAR, month_number
from motcua.replication.measures.models import MeasureDay
from tests.factories.effects import FIRST, LAST, make_question
from tests.factories.initiatives import make_initiative
from tests.factories.units import make_staff, make_unit, sign_in

NOW = datetime(2021, 2, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def district(db: None) -> Unit:
    """An authority."""
    return make_unit(level=Level.DISTRICT)


@pytest.fixture
def coordinator(district: Unit) -> Staff:
    """Who asks."""
    return make_staff(role=Role.COORDINATOR, unit=district, with_children=True)


@pytest.fixture
def question(district: Unit, coordinator: Staff) -> Question:
    """A district in which twelve of fifteen wards adopt a model that brings 12 dossiers a month."""
    return make_question(district, coordinator)


def test_the_panel_holds_every_ward_and_month_that_can_be_compared(question: Question) -> None:
    seen = observations(question)

    assert {one.unit_id for one in seen} == set(MeasureDay.objects.values_list("unit", flat=True))
    assert len(seen) == 15 * 2 * MONTHS_A_YEAR


def test_a_ward_whose_records_begin_later_is_not_compared(question: Question) -> None:
    """Its figures would jump from nothing at a time near the adoption, whatever the model does."""
    ward = Adoption.objects.order_by("live_at")[:1].get().unit
    MeasureDay.objects.filter(unit=ward, day__lt=date(2019, 6, 1)).delete()

    assert ward.pk not in {one.unit_id for one in observations(question)}
    later = replace(question, first_month=date(2019, 6, 1))
    assert ward.pk in {one.unit_id for one in observations(later)}


def test_a_ward_that_stopped_counts_until_then(question: Question) -> None:
    adoption = Adoption.objects.order_by("live_at")[:1].get()
    stop = datetime(2020, 6, 15, 8, tzinfo=ZONE)
    Adoption.objects.filter(pk=adoption.pk).update(state=AdoptionState.STOPPED, stopped_at=stop)

    months = [one.month for one in observations(question) if one.unit_id == adoption.unit_id]

    assert max(months) == month_number(date(2020, 5, 1))


def test_the_job_leads_to_the_answer(question: Question, coordinator: Staff) -> None:
    run = ask_for_study(question=question, by=coordinator, now=NOW)
    asked = {
        "authority_id": question.authority_id,
        "initiative_id": question.initiative_id,
        "service": "onestop",
        "measure": "filed",
        "first_month": "2019-01-01",
        "last_month": "2020-12-01",
    }

    work_out_study(run_id=str(run.pk), staff_id=coordinator.pk, asked=asked)

    study, ended = EffectStudy.objects.get(), Run.objects.get(pk=run.pk)
    overall = study.answer["overall"]
    assert overall["low"] <= 12 <= overall["high"]
    assert (ended.state, ended.address) == (RunState.DONE, reverse("effects:study", args=[study.pk]))


def test_the_page_has_the_sentence_the_picture_and_the_table(
    question: Question, coordinator: Staff, client: Client
) -> None:
    study = study_effect(question=question, by=coordinator, now=NOW)
    sign_in(client, coordinator)

    page = client.get(reverse("effects:study", args=[study.pk])).content.decode()

    assert "tăng khoảng" in page
    assert page.count("<circle") == len(study.answer["by_month"])
    assert "Chênh lệch theo tháng" in page


def test_too_little_is_kept_as_too_little(district: Unit, coordinator: Staff, client: Client) -> None:
    model = make_initiative(origin=district, code="R2")
    question = Question(district.pk, model.pk, "onestop", "filed", FIRST, LAST)

    study = study_effect(question=question, by=coordinator, now=NOW)

    sign_in(client, coordinator)
    page = client.get(reverse("effects:study", args=[study.pk])).content.decode()
    assert study.answer == {"missing": {"kind": "units", "count": 0}}
    assert "Chưa đủ dữ liệu để kết luận" in page
    assert "<circle" not in page


def test_the_same_question_is_worked_on_once_at_a_time(question: Question, coordinator: Staff) -> None:
    other_months = replace(question, first_month=date(2019, 2, 1))

    runs = [ask_for_study(question=one, by=coordinator, now=NOW).pk for one in (question, question, other_months)]

    assert runs[0] == runs[1] != runs[2]


@pytest.mark.parametrize(
    ("interval", "shown"), [((-1, 25), "Chưa thấy thay đổi rõ"), ((2, 22), "+12,0"), ((-22, -2), "-12,0")]
)
def test_the_list_says_no_more_than_the_interval(
    district: Unit, coordinator: Staff, client: Client, interval: tuple[int, int], shown: str
) -> None:
    low, high = interval
    EffectStudy.objects.create(
        authority=district,
        initiative=make_initiative(origin=district, code="R2"),
        service="onestop",
        measure="filed",
        first_month=FIRST,
        last_month=LAST,
        at=NOW,
        by=coordinator,
        answer={"missing": None, "overall": {"effect": (low + high) / 2, "units": 12, "low": low, "high": high}},
    )
    sign_in(client, coordinator)

    page = client.get(reverse("effects:studies")).content.decode()

    assert shown in page
    assert ("12,0" in page) is (shown != "Chưa thấy thay đổi rõ")


def test_only_the_coordinator_asks(question: Question, district: Unit) -> None:
    for other in (make_staff(role=Role.LEADER, unit=district), make_staff(role=Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            ask_for_study(question=question, by=other, now=NOW)


def test_a_stranger_sees_no_study(question: Question, coordinator: Staff, client: Client) -> None:
    study = study_effect(question=question, by=coordinator, now=NOW)
    sign_in(client, make_staff(role=Role.COORDINATOR))

    assert client.get(reverse("effects:study", args=[study.pk])).status_code == 404
    assert "R2" not in client.get(reverse("effects:studies")).content.decode()


def test_a_ward_that_was_compared_reads_the_answer(question: Question, coordinator: Staff, client: Client) -> None:
    study = study_effect(question=question, by=coordinator, now=NOW)
    ward = Unit.objects.filter(versions__parent=question.authority_id)[:1].get()
    sign_in(client, make_staff(role=Role.LEADER, unit=ward))

    page = client.get(reverse("effects:study", args=[study.pk])).content.decode()

    assert "tăng khoảng" in page
    assert reverse("effects:ask") not in client.get(reverse("effects:studies")).content.decode()


def test_an_answer_stays_as_it_came_out(question: Question, coordinator: Staff) -> None:
    study = study_effect(question=question, by=coordinator, now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        EffectStudy.objects.filter(pk=study.pk).update(measure="filed_online")


def test_a_month_that_has_not_ended_is_refused(
    question: Question, coordinator: Staff, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    sign_in(client, coordinator)
    typed = {
        "authority": question.authority_id,
        "subject": f"{question.initiative_id}:onestop:filed",
        "first_month": "2019-01",
        "last_month": (NOW + timedelta(days=1)).strftime("%Y-%m"),
    }

    answer = client.post(reverse("effects:ask"), typed)

    assert answer.status_code == 422
    assert "Tháng này chưa kết thúc" in answer.content.decode()


def test_one_asks_over_units_that_have_others_below_the_widest_first(
    question: Question, district: Unit, coordinator: Staff
) -> None:
    office = Unit.objects.filter(versions__parent=district)[:1].get()
    make_unit(parent=office)

    shown = [unit for unit, _name in authorities(roles_of(coordinator, NOW), NOW)]

    assert shown == [district.pk, office.pk]


def test_without_a_model_that_a_service_carries_the_page_says_so(
    district: Unit, coordinator: Staff, client: Client
) -> None:
    make_unit(parent=district)
    make_initiative(origin=district, code="R3")
    sign_in(client, coordinator)

    page = client.get(reverse("effects:ask")).content.decode()

    assert "Chưa có mô hình để tính" in page
    assert "<select" not in page


def test_a_coordinator_of_one_unit_has_nothing_to_compare(client: Client, db: None) -> None:
    sign_in(client, make_staff(role=Role.COORDINATOR))

    assert "Không có đơn vị trực thuộc để so sánh" in client.get(reverse("effects:ask")).content.decode()
