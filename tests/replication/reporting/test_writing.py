"""Two people write one report: nobody's words are lost, nobody overwrites."""

from functools import partial

import pytest

from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.compose import content_of, texts_in_force
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.refusals import WrittenMeanwhile
from tests.factories.initiatives import District
from tests.factories.reporting import JULY, MAY, People, make_report
from tests.factories.units import make_staff


def test_the_last_words_are_in_the_report_and_the_others_are_kept(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    write = partial(write_section, report_id=report.pk, section="general", now=MAY)
    write(text="Đã phổ biến.", seen=0, by=people.specialist)
    write(text="Đã phổ biến tới 11 khu phố.", seen=1, by=people.leader)

    assert content_of(report, now=MAY).sections[0].words == "Đã phổ biến tới 11 khu phố."
    assert [one.text for one in report.texts.order_by("seq")] == ["Đã phổ biến.", "Đã phổ biến tới 11 khu phố."]


def test_the_second_of_two_writers_sees_what_the_first_wrote(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    write = partial(write_section, report_id=report.pk, section="general", now=MAY, seen=0)
    write(text="Bản của chuyên viên", by=people.specialist)

    with pytest.raises(WrittenMeanwhile) as refused:
        write(text="Bản của lãnh đạo", by=people.leader)

    assert (refused.value.theirs, refused.value.name) == ("Bản của chuyên viên", "Phạm Văn Tám")
    assert texts_in_force(report)["general"] == ("Bản của chuyên viên", 1)


def test_saving_the_same_words_twice_changes_nothing(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    for _press in range(2):
        write_section(report_id=report.pk, section="models", text="Tốt.", seen=0, by=people.leader, now=MAY)

    assert report.texts.count() == 1


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.CLERK, Role.VOLUNTEER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_a_units_report_is_written_by_its_own_people(district: District, people: People, role: Role) -> None:
    report = make_report(district.ward, people.leader)
    for stranger in (make_staff(role=role, unit=district.ward), make_staff(role=Role.LEADER, unit=district.other)):
        with pytest.raises(NotAllowed):
            write_section(report_id=report.pk, section="general", text="x", seen=0, by=stranger, now=MAY)


def test_the_summary_is_written_by_the_coordinator(district: District, people: People) -> None:
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)
    specialist = make_staff(role=Role.SPECIALIST, unit=district.unit)

    with pytest.raises(NotAllowed):
        write_section(report_id=report.pk, section="general", text="x", seen=0, by=specialist, now=JULY)
    written = write_section(report_id=report.pk, section="behind", text="x", seen=0, by=people.coordinator, now=JULY)

    assert written.seq == 1
