"""Taking a statement over: matched by the code in the memo, each line once, all of it or nothing."""

import pytest

from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import (
    Channel,
    Charge,
    Payment,
    StatementFile,
    StatementImport,
    StatementLine,
)
from motcua.foundation.payments.queries.statements import preview
from motcua.foundation.payments.refusals import PaymentRefused, StatementRefused
from motcua.foundation.payments.states import State
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from tests.factories.payments import NOW, Till, make_charge, make_till, pay_cash
from tests.factories.units import make_staff
from tests.foundation.payments.statement_files import Rows, csv_of, xlsx_of

pytestmark = pytest.mark.django_db


def upload(till: Till, rows: Rows, *, as_book: bool = False) -> StatementFile:
    content = xlsx_of(rows) if as_book else csv_of(rows)
    return upload_statement(unit_id=till.unit.pk, content=content, name="sao-ke", by=till.leader, now=NOW)


def take_over(till: Till, rows: Rows, *, as_book: bool = False) -> StatementImport:
    return import_statement(file_id=upload(till, rows, as_book=as_book).pk, by=till.leader, now=NOW)


def row(amount: int, memo: str, reference: str = "FT1") -> tuple[str, int, str, str]:
    return ("08/04/2019", amount, memo, reference)


def states() -> list[str]:
    return list(Charge.objects.order_by("pk").values_list("state", flat=True))


def test_exact_less_and_more_are_booked_and_the_rest_waits(till: Till) -> None:
    exact, less, more = (make_charge(till) for _number in range(3))
    rows = [
        row(50_000, f"MBVCB.123.{exact.code} nop phi.CT tu 001"),
        row(20_000, f"nop phi {less.code[:5]} {less.code[5:]}".lower()),
        row(60_000, f"{more.code}-nop-phi"),
        row(70_000, "NGUYEN VAN A chuyen tien"),
        row(50_000, f"{exact.code} {less.code}"),
    ]
    made = take_over(till, rows)
    assert (made.new_lines, made.known_lines) == (5, 0)
    assert states() == [State.PAID, State.PART_PAID, State.OVERPAID]
    assert StatementLine.objects.filter(payment__isnull=True).count() == 2


def test_the_preview_says_what_would_happen_and_changes_nothing(till: Till) -> None:
    charge = make_charge(till)
    shown = preview(upload(till, [row(50_000, charge.code), row(1, charge.code, "FT2"), row(5, "x", "FT3")]))
    assert [line.fit for line in shown.lines] == ["exact", "less", "none"]
    assert not Payment.objects.exists()
    import_statement(file_id=shown.file.pk, by=till.leader, now=NOW)
    assert [line.fit for line in preview(shown.file).lines] == ["known", "known", "known"]


def test_the_same_file_again_changes_nothing(till: Till) -> None:
    rows = [row(50_000, make_charge(till).code)]
    assert take_over(till, rows).pk == take_over(till, rows).pk
    assert Payment.objects.count() == 1


def test_the_same_line_in_another_file_changes_nothing(till: Till) -> None:
    rows = [row(50_000, make_charge(till).code)]
    take_over(till, rows)
    again = take_over(till, [*rows, row(5_000, "khac", "FT9")], as_book=True)
    assert (again.new_lines, again.known_lines) == (1, 1)
    assert Payment.objects.count() == 1


def test_one_bad_row_keeps_the_whole_file_out(till: Till) -> None:
    charge = make_charge(till)
    with pytest.raises(StatementRefused) as refused:
        upload(till, [row(50_000, charge.code), ("hôm nay", 1, "x", "FT2")])
    assert refused.value.faults == ("Dòng 3, cột A: “hôm nay” không phải ngày. Ghi như 08/04/2019.",)
    assert not StatementFile.objects.exists()
    charge.refresh_from_db()
    assert charge.state == State.OPEN


def test_a_code_of_another_unit_waits_for_a_person(till: Till) -> None:
    foreign = make_charge(make_till())
    take_over(till, [row(50_000, foreign.code)])
    foreign.refresh_from_db()
    assert foreign.state == State.OPEN
    assert StatementLine.objects.get().payment is None


def test_money_for_a_charge_that_was_paid_is_too_much(till: Till) -> None:
    charge = make_charge(till)
    pay_cash(till, charge)
    take_over(till, [row(50_000, charge.code)])
    charge.refresh_from_db()
    assert (charge.state, charge.excess) == (State.OVERPAID, 50_000)


def test_a_person_books_a_line_for_a_charge(till: Till) -> None:
    charge = make_charge(till)
    take_over(till, [row(50_000, "quen ghi ma")])
    line = StatementLine.objects.get()
    settled = settle_line(line_id=line.pk, code=charge.code.lower(), reason="Gọi hỏi.", by=till.leader, now=NOW)
    charge.refresh_from_db()
    assert (charge.state, settled.outcome, settled.payment.channel) == (  # type: ignore[union-attr]
        State.PAID,
        "assigned",
        Channel.TRANSFER,
    )
    with pytest.raises(PaymentRefused) as refused:
        settle_line(line_id=line.pk, code=charge.code, reason="Lần nữa.", by=till.leader, now=NOW)
    assert refused.value.code == "line_settled"


def test_a_line_may_be_somebody_elses_money(till: Till) -> None:
    take_over(till, [row(50_000, "chuyen nham")])
    line = StatementLine.objects.get()
    settled = settle_line(line_id=line.pk, code="", reason="Chuyển nhầm, chờ trả lại.", by=till.leader, now=NOW)
    assert (settled.outcome, settled.payment) == ("not_ours", None)


@pytest.mark.parametrize(("code", "reason", "fault"), [("MC00000000A", "x", "no_charge"), ("", " ", "reason")])
def test_a_decision_that_is_none_is_refused(till: Till, code: str, reason: str, fault: str) -> None:
    take_over(till, [row(50_000, "x")])
    with pytest.raises(PaymentRefused) as refused:
        settle_line(line_id=StatementLine.objects.get().pk, code=code, reason=reason, by=till.leader, now=NOW)
    assert refused.value.code == fault


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_only_a_leader_takes_over_and_settles(till: Till, role: Role) -> None:
    take_over(till, [row(50_000, "x")])
    colleague = make_staff(role=role, unit=till.unit)
    with pytest.raises(NotAllowed):
        upload_statement(unit_id=till.unit.pk, content=csv_of([row(1, "y")]), name="a", by=colleague, now=NOW)
    with pytest.raises(NotAllowed):
        import_statement(file_id=StatementFile.objects.get().pk, by=colleague, now=NOW)
    with pytest.raises(NotAllowed):
        settle_line(line_id=StatementLine.objects.get().pk, code="", reason="x", by=colleague, now=NOW)


def test_a_workbook_with_rows_on_a_second_sheet_changes_nothing(till: Till) -> None:
    content = xlsx_of([row(50_000, make_charge(till).code)], others={"Trang 2": [row(70_000, "khac", "FT2")]})
    with pytest.raises(StatementRefused, match="Trang 2"):
        upload_statement(unit_id=till.unit.pk, content=content, name="sao-ke.xlsx", by=till.leader, now=NOW)
    assert not StatementFile.objects.exists()
    assert states() == [State.OPEN]
