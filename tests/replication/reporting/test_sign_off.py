"""Signing freezes a report: figures, words and number stay, proposals enter the register."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.foundation.units.models import UnitService
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed
from motcua.replication.adoption.models import AdoptionState
from motcua.replication.initiatives.models import Initiative, InitiativeState
from motcua.replication.reporting.actions.propose_with_report import propose_with_report, withdraw_proposal
from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import content_from, digest
from motcua.replication.reporting.models import Report
from motcua.replication.reporting.refusals import AdoptionUnrecorded, PeriodIsOpen, ReportIsSigned
from tests.factories.initiatives import District
from tests.factories.reporting import JULY, MAY, People, make_figure, make_model, make_report, make_standing

WORDS = {"title": "Trả kết quả tại nhà", "problem": "Người già đi lại khó", "solution": "Đoàn thể mang đến"}


def sign(report: Report, people: People) -> Report:
    return sign_off_report(report_id=report.pk, seen=words_seen(report), by=people.leader, now=MAY)


def test_what_is_counted_later_does_not_change_a_signed_report(district: District, people: People) -> None:
    make_figure(district.ward, "filed", date(2019, 5, 2), 7)
    signed = sign(make_report(district.ward, people.leader), people)
    before = content_of(signed, now=JULY)
    make_figure(district.ward, "filed", date(2019, 5, 3), 70)

    assert content_of(Report.objects.get(pk=signed.pk), now=JULY) == before
    assert (before.number, before.signer, before.is_draft) == ("01/BC-UBND", "Lê Thị Bảy", False)


def test_the_fingerprint_is_that_of_the_content(district: District, people: People) -> None:
    signed = Report.objects.get(pk=sign(make_report(district.ward, people.leader), people).pk)

    assert signed.snapshot is not None
    assert signed.sha256 == digest(signed.snapshot) == content_from(signed.snapshot).sha256()


def test_proposals_enter_the_register(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    propose_with_report(report_id=report.pk, **WORDS, by=people.specialist, now=MAY)
    kept = propose_with_report(report_id=report.pk, **{**WORDS, "title": "Bỏ đi"}, by=people.specialist, now=MAY)
    withdraw_proposal(report_id=report.pk, proposal_id=kept.pk, by=people.specialist, now=MAY)

    sign(report, people)

    entered = report.proposals.get().initiative
    assert entered is not None
    assert (entered.title, entered.origin_unit_id, entered.state) == (
        WORDS["title"],
        district.ward.pk,
        InitiativeState.PROPOSED,
    )


def test_only_the_leader_signs(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)

    for other in (people.specialist, people.coordinator, people.chair):
        with pytest.raises(NotAllowed):
            sign_off_report(report_id=report.pk, seen=words_seen(report), by=other, now=MAY)


def test_whoever_signs_has_read_the_last_words(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    read = words_seen(report)
    write_section(report_id=report.pk, section="general", text="Thêm", seen=0, by=people.specialist, now=MAY)

    with pytest.raises(ChangedMeanwhile):
        sign_off_report(report_id=report.pk, seen=read, by=people.leader, now=MAY)


def test_a_service_that_runs_without_its_adoption_stops_the_signature(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    UnitService.objects.create(unit=district.ward, service="onestop", settings={}, live_from=MAY - timedelta(days=9))

    with pytest.raises(AdoptionUnrecorded):
        sign(report, people)

    model = make_model(district.other, district.unit)
    Initiative.objects.filter(pk=model.pk).update(service="onestop")
    make_standing(district.ward, model, AdoptionState.LIVE, at=MAY - timedelta(days=9), owner=people.leader)
    assert sign(report, people).number


def test_a_period_that_runs_cannot_be_signed(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)

    with pytest.raises(PeriodIsOpen, match=r"từ ngày 20/05/2019 \(căn cứ: Công văn 554/UBND-CCHC"):
        sign_off_report(report_id=report.pk, seen="", by=people.leader, now=MAY - timedelta(days=30))


def test_a_signed_report_takes_no_words_no_proposals_and_no_second_signature(
    district: District, people: People
) -> None:
    signed = sign(make_report(district.ward, people.leader), people)

    with pytest.raises(ReportIsSigned):
        write_section(report_id=signed.pk, section="general", text="x", seen=0, by=people.leader, now=JULY)
    with pytest.raises(ReportIsSigned):
        propose_with_report(report_id=signed.pk, **WORDS, by=people.leader, now=JULY)
    with pytest.raises(ReportIsSigned):
        sign(signed, people)


def test_the_database_keeps_a_signed_report(district: District, people: People) -> None:
    signed = sign(make_report(district.ward, people.leader), people)

    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=signed.pk).update(number="09/BC-UBND")
    with pytest.raises(DatabaseError), transaction.atomic():
        signed.delete()
