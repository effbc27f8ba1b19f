"""The letter to those who did not implement: a draft sends nothing, a leader's signature does."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.foundation.attachments.content import open_content
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.directives.models import Directive
from motcua.replication.followup.actions.discard_escalation import discard_escalation
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.edit_escalation import edit_escalation
from motcua.replication.followup.actions.sign_escalation import sign_escalation
from motcua.replication.followup.models import Escalation, EscalationLine, LetterState, Task
from motcua.replication.followup.queries.missing import rows_named
from motcua.replication.followup.queries.pages import letter_page
from motcua.replication.followup.refusals import Conflict, FollowupRefused, NeedMissing, NotNow
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import turn_task
from tests.factories.followup import (
    SYSTEM,
    District,
    at,
    make_adoption,
    make_directive,
    make_initiative,
    make_requirement,
    make_tasks,
)
from tests.factories.units import make_staff
from tests.foundation.documents.paper import pages_of, text_of

NOW = at(2019, 7, 2)


@pytest.fixture
def directive(district: District) -> Directive:
    """A directive whose first requirement both wards have left undone."""
    load_registers(NOW)
    made = make_directive(district.unit)
    make_requirement(made, district.ward, district.other_ward)
    make_tasks(made)
    return made


def drafted(directive: Directive, district: District, period: str = "") -> Escalation:
    return draft_escalation(directive_id=directive.pk, period=period, by=district.coordinator, now=NOW)


def signed(letter: Escalation, district: District) -> Escalation:
    return sign_escalation(letter_id=letter.pk, by=district.leader, now=NOW)


def test_a_draft_sends_nothing_takes_no_number_and_issues_nothing(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    letter = edit_escalation(
        letter_id=letter.pk, subject="Đôn đốc", body="Đề nghị làm ngay.", by=district.leader, now=NOW
    )
    drafted(directive, district)
    discard_escalation(letter_id=letter.pk, by=district.coordinator, now=NOW)
    assert OutboxMessage.objects.count() == IssuedDocument.objects.count() == BookEntry.objects.count() == 0


def test_a_draft_names_every_late_task_and_says_so_in_words(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    assert set(letter.lines.values_list("task", flat=True)) == set(Task.objects.values_list("pk", flat=True))
    assert "đến ngày 02/07/2019 còn 2 đơn vị với 2 nhiệm vụ đã quá hạn" in letter.body
    assert (letter.state, letter.as_of, letter.authority_id) == (LetterState.DRAFT, NOW.date(), district.unit.pk)


def test_what_waits_for_the_authority_or_runs_is_not_named(district: District, directive: Directive) -> None:
    model = make_initiative(district.unit)
    make_requirement(directive, district.ward, initiative=model)
    tasks = make_tasks(directive)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 6, 1))
    turn_task(tasks[0], TaskAction.GIVE, by=SYSTEM, now=NOW)
    letter = drafted(directive, district)
    assert list(letter.lines.values_list("task", flat=True)) == [tasks[1].pk]


def test_nobody_missing_means_no_letter(district: District, directive: Directive) -> None:
    for task in Task.objects.all():
        turn_task(task, TaskAction.GIVE, by=SYSTEM, now=NOW)
    with pytest.raises(FollowupRefused, match="Không có đơn vị nào"):
        drafted(directive, district)
    assert not Escalation.objects.exists()


def test_a_second_draft_is_the_first_with_a_new_list_and_the_same_words(
    district: District, directive: Directive
) -> None:
    letter = drafted(directive, district)
    edit_escalation(letter_id=letter.pk, subject="Đôn đốc", body="Lời riêng", by=district.coordinator, now=NOW)
    turn_task(Task.objects.all()[0], TaskAction.DROP, by=SYSTEM, now=NOW, reason="Không áp dụng")
    again = drafted(directive, district)
    assert (again.pk, again.body, again.lines.count()) == (letter.pk, "Lời riêng", 1)


def test_a_letter_can_be_of_one_quarter(district: District, directive: Directive) -> None:
    make_requirement(directive, district.ward, due_on=None, is_quarterly=True)
    make_tasks(directive, now=NOW)
    late_in_october = at(2019, 10, 2)
    make_tasks(directive, now=late_in_october)
    letter = draft_escalation(directive_id=directive.pk, period="2019-Q3", by=district.coordinator, now=late_in_october)
    assert [row.task.period for row in rows_named(letter)] == ["2019-Q3"]


def test_only_a_leader_of_the_issuer_signs(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    with pytest.raises(NotAllowed):
        sign_escalation(letter_id=letter.pk, by=district.coordinator, now=NOW)
    auditor = make_staff(role=Role.AUDITOR, unit=district.unit)
    with pytest.raises(NotAllowed):
        sign_escalation(letter_id=letter.pk, by=auditor, now=NOW)
    with pytest.raises(Escalation.DoesNotExist):
        sign_escalation(letter_id=letter.pk, by=district.ward_leader, now=NOW)
    for person in (district.ward_leader, auditor):
        with pytest.raises(NotAllowed):
            draft_escalation(directive_id=directive.pk, by=person, now=NOW)
    assert not OutboxMessage.objects.exists()


def test_the_signature_numbers_files_and_sends_the_letter(district: District, directive: Directive) -> None:
    letter = signed(drafted(directive, district), district)
    assert (letter.state, letter.number, letter.signed_by_id) == (
        LetterState.SIGNED,
        "01/UBND-CCHC",
        district.leader.pk,
    )
    entry = BookEntry.objects.get()
    assert (entry.book.code, entry.columns["signer"], entry.columns["copies"]) == ("outgoing", "Châu Văn La", "2")
    people = {f"staff:{person.pk}" for person in (district.ward_leader, district.other_leader)}
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == people
    entry_of_signature = AuditEntry.objects.get(action="followup.sign_escalation")
    assert letter.document is not None
    assert entry_of_signature.detail["sha256"] == letter.document.sha256


def test_the_letter_can_be_read_back(district: District, directive: Directive) -> None:
    letter = signed(drafted(directive, district), district)
    assert letter.document is not None
    with open_content(letter.document.content) as content:
        pdf = content.read()
    text = text_of(pdf)
    for words in (
        "Số: 01/UBND-CCHC",
        "ngày 02 tháng 7 năm 2019",
        "V/v chấn chỉnh việc thực hiện",
        "Kính gửi:",
        "còn 2 đơn vị với 2 nhiệm vụ",
        "CHỦ TỊCH",
        "Châu Văn La",
        "DANH SÁCH",
        "Kèm theo Công văn số 01/UBND-CCHC",
        "10/05/2019",
        "53",
    ):
        assert words in text
    assert pages_of(pdf) == 2


def test_a_letter_that_accuses_somebody_wrongly_is_not_signed(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    turn_task(Task.objects.all()[0], TaskAction.GIVE, by=SYSTEM, now=NOW)
    with pytest.raises(FollowupRefused, match="cập nhật"):
        signed(letter, district)
    assert not OutboxMessage.objects.exists()
    assert signed(drafted(directive, district), district).lines.count() == 1


def test_a_signed_letter_is_signed_once_and_stays(district: District, directive: Directive) -> None:
    letter = signed(drafted(directive, district), district)
    with pytest.raises(NotNow):
        signed(letter, district)
    with pytest.raises(NotNow):
        edit_escalation(letter_id=letter.pk, subject="x", body="y", by=district.leader, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Escalation.objects.filter(pk=letter.pk).update(body="Sửa sau")
    with pytest.raises(DatabaseError, match="is no draft"), transaction.atomic():
        EscalationLine.objects.filter(letter=letter).delete()


def test_the_named_units_read_the_signed_letter_and_no_draft(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    roles = roles_of(district.ward_leader, NOW)
    with pytest.raises(Escalation.DoesNotExist):
        letter_page(letter_id=letter.pk, roles=roles)
    signed(letter, district)
    assert letter_page(letter_id=letter.pk, roles=roles).number == "01/UBND-CCHC"
    stranger = make_staff(role=Role.LEADER)
    with pytest.raises(Escalation.DoesNotExist):
        letter_page(letter_id=letter.pk, roles=roles_of(stranger, NOW))


def test_two_people_on_one_draft_do_not_overwrite_each_other(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    seen = letter.version
    edit_escalation(letter_id=letter.pk, subject="A", body="A", by=district.coordinator, now=NOW, expected_version=seen)
    with pytest.raises(Conflict):
        edit_escalation(letter_id=letter.pk, subject="B", body="B", by=district.leader, now=NOW, expected_version=seen)
    with pytest.raises(Conflict):
        sign_escalation(letter_id=letter.pk, by=district.leader, now=NOW, expected_version=seen)
    with pytest.raises(NeedMissing):
        edit_escalation(letter_id=letter.pk, subject="", body="B", by=district.leader, now=NOW)


def test_the_database_takes_no_signed_letter_without_signature(district: District, directive: Directive) -> None:
    letter = drafted(directive, district)
    with pytest.raises(IntegrityError, match="followup_letter_signed_by"), transaction.atomic():
        Escalation.objects.filter(pk=letter.pk).update(state=LetterState.SIGNED)
    assert letter.as_of == date(2019, 7, 2)
