"""What stands in the quarterly summary of an authority? The units below it, consolidated."""

from datetime import date, timedelta

from motcua.replication.adoption.models import AdoptionState
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.reporting.actions.propose_with_report import propose_with_report
from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.models import ReportKind
from tests.factories.initiatives import SYSTEM, District
from tests.factories.reporting import JULY, MAY, People, make_figure, make_model, make_order, make_report, make_standing
from tests.replication.reporting.test_unit_report import table_of


def test_a_model_is_counted_by_where_each_unit_stands(district: District, people: People) -> None:
    model = make_model(district.other, district.unit)
    make_order(district.unit, model, district.ward, district.other)
    make_standing(district.ward, model, AdoptionState.LIVE, at=MAY, owner=people.leader)
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)

    table = table_of(content_of(report, now=JULY), "models")

    assert [cell.value for cell in table.rows[0][1:] if isinstance(cell, Figure)] == [2, 1, 0, 0, 0, 1]


def test_a_call_of_the_register_counts_as_an_order(district: District, people: People) -> None:
    model = make_model(district.other, district.unit)
    units = [district.ward.pk, district.other.pk]
    call_for_replication(initiative_id=model.pk, unit_ids=units, document="QĐ 12", by=SYSTEM, now=MAY)
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)
    table = table_of(content_of(report, now=JULY), "models")
    assert [cell.value for cell in table.rows[0][1:] if isinstance(cell, Figure)] == [2, 0, 0, 0, 0, 2]


def test_a_stopped_adoption_leaves_the_unit_among_those_that_have_not_begun(district: District, people: People) -> None:
    model = make_model(district.other, district.unit)
    make_order(district.unit, model, district.ward)
    make_standing(district.ward, model, AdoptionState.STOPPED, at=MAY, owner=people.leader)
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)

    table = table_of(content_of(report, now=JULY), "models")

    assert [cell.value for cell in table.rows[0][1:] if isinstance(cell, Figure)] == [1, 0, 0, 0, 1, 1]


def test_the_sum_of_the_units_is_under_their_figures(district: District, people: People) -> None:
    make_figure(district.ward, "filed", date(2019, 4, 2), 7)
    make_figure(district.other, "filed", date(2019, 6, 30), 4)
    make_figure(district.other, "filed", date(2019, 7, 1), 50)
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)

    table = table_of(content_of(report, now=JULY), "units_onestop")

    column = table.columns.index("Hồ sơ nhận được")
    assert [row[column].value if isinstance(row[column], Figure) else row[column] for row in table.rows] == [7, 4, 11]  # type: ignore[union-attr]


def test_signed_reports_and_their_proposals_are_listed(district: District, people: People) -> None:
    draft = make_report(district.ward, people.leader)
    propose_with_report(
        report_id=draft.pk, title="Trả kết quả tại nhà", problem="Đi lại", solution="Tổ", by=people.leader, now=MAY
    )
    signed = sign_off_report(report_id=draft.pk, seen=words_seen(draft), by=people.leader, now=MAY + timedelta(hours=1))
    proposal = signed.proposals.get()
    report = make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)

    content = content_of(report, now=JULY)

    assert proposal.initiative is not None
    assert [row[1:] for row in table_of(content, "reports").rows] == [("Đã ký", "01/BC-UBND", "24/05/2019")]
    assert [(row[0], row[2]) for row in table_of(content, "proposals").rows] == [
        ("Trả kết quả tại nhà", proposal.initiative.code)
    ]
