"""Take a letter in hand, and work out whom it names."""

from datetime import date, datetime

from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Staff
from motcua.replication.directives.models import Directive
from motcua.replication.followup.models import Escalation, LetterState
from motcua.replication.followup.queries.missing import Missing, not_implemented
from motcua.replication.followup.refusals import Conflict, NotNow
from motcua.replication.followup.rules import quarter_named


def draft_in_hand(
    letter_id: int, *, by: Staff, now: datetime, expected_version: int | None = None
) -> tuple[Escalation, RoleSet]:
    """Return the draft, locked until the transaction ends, and the roles of whoever asks.

    Raises Escalation.DoesNotExist out of reach, Conflict, and NotNow when it is signed or discarded.
    """
    roles = roles_of(by, now)
    letter = (
        Escalation.objects.visible_to(roles)
        .select_related("directive")
        .select_for_update(of=("self",))
        .get(pk=letter_id)
    )
    if expected_version is not None and letter.version != expected_version:
        raise Conflict
    if letter.state != LetterState.DRAFT:
        raise NotNow(letter.state_name)
    return letter, roles


def to_name(directive_id: int, period: str, on: date) -> list[Missing]:
    """Return the tasks a letter of `on` names: those not implemented, without what waits for the authority itself."""
    rows = not_implemented(directive_id, on, quarter=quarter_named(period))
    return [row for row in rows if not row.is_waiting]


def first_words(directive: Directive, rows: list[Missing], on: date) -> tuple[str, str]:
    """Return the subject and the body a draft starts with; both are for a person to change."""
    units = len({row.task.unit_id for row in rows})
    subject = f"chấn chỉnh việc thực hiện văn bản số {directive.number}"
    body = (
        f"Thực hiện văn bản số {directive.number} ngày {date_vn(directive.issued_on)} về "
        f"{_lowered(directive.subject)}, qua theo dõi trên hệ thống, đến ngày {date_vn(on)} còn {units} đơn vị với "
        f"{len(rows)} nhiệm vụ đã quá hạn mà chưa có minh chứng được chấp nhận và hệ thống chưa ghi nhận việc áp dụng "
        "(Danh sách kèm theo).\n"
        "Yêu cầu thủ trưởng các đơn vị có tên trong danh sách khẩn trương thực hiện, báo minh chứng trên hệ thống và "
        "báo cáo rõ nguyên nhân, trách nhiệm.\n"
        "Đơn vị có khó khăn, vướng mắc thì báo ngay trên hệ thống để được hướng dẫn, tháo gỡ."
    )
    return subject, body


def _lowered(subject: str) -> str:
    return subject[:1].lower() + subject[1:]
