"""Sign a letter to the units that did not implement: the one way it leaves the house."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.documents.actions import issue_document
from motcua.foundation.messages.staff_messages import Words, holders, send_to_staff
from motcua.foundation.registers.actions.enter_in_book import enter_in_book
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.access import may_sign
from motcua.replication.followup.drafts import draft_in_hand, to_name
from motcua.replication.followup.letterheads import symbol_of
from motcua.replication.followup.models import Escalation, LetterState
from motcua.replication.followup.papers import escalation_data
from motcua.replication.followup.queries.missing import Missing
from motcua.replication.followup.refusals import FollowupRefused

BOOK = "outgoing"


@transaction.atomic
def sign_escalation(*, letter_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Escalation:
    """Return the signed letter: numbered in the book of outgoing documents, issued as a PDF, sent to units' leaders.

    Only a leader of the authority signs. A letter that names a task which was met meanwhile is not signed: its list
    must be renewed first. Raises Escalation.DoesNotExist, NotAllowed, Conflict, NotNow, FollowupRefused, BookRefused.
    """
    letter, roles = draft_in_hand(letter_id, by=by, now=now, expected_version=expected_version)
    if not may_sign(roles, letter):
        raise NotAllowed
    rows = _rows(letter, now)
    letter.state, letter.signed_at, letter.signed_by = LetterState.SIGNED, now, by
    letter.version += 1
    letter.number = _number(letter, rows, by, now)
    letter.document = issue_document(
        kind="escalation",
        circular="",
        number=letter.number,
        unit_id=letter.authority_id,
        about=("followup_escalation", str(letter.pk)),
        template="followup/escalation",
        data=escalation_data(letter, rows, signer=by, number=letter.number),
        by=by.as_actor(),
        now=now,
    )
    letter.save()
    record(
        actor=by.as_actor(),
        unit_id=letter.authority_id,
        action="followup.sign_escalation",
        target=("followup_escalation", str(letter.pk)),
        now=now,
        detail={"number": letter.number, "sha256": letter.document.sha256, "tasks": [row.task.id for row in rows]},
    )
    _send(letter, rows, now)
    return letter


def _rows(letter: Escalation, now: datetime) -> list[Missing]:
    """Return the rows of the letter as they stand now; raise FollowupRefused when one was met meanwhile."""
    named = set(letter.lines.values_list("task", flat=True))
    rows = [row for row in to_name(letter.directive_id, letter.period, day_of(now)) if row.task.id in named]
    if len(rows) != len(named):
        raise FollowupRefused(
            "list_changed",
            _(
                "Từ khi lập dự thảo, có nhiệm vụ trong danh sách đã có minh chứng. Chưa ký, chưa gửi gì: hãy cập nhật "
                "danh sách rồi xem lại."
            ),
        )
    return rows


def _number(letter: Escalation, rows: Sequence[Missing], by: Staff, now: datetime) -> str:
    symbol = symbol_of(letter.authority_id, day_of(now), field="CCHC")
    entry = enter_in_book(
        book=BOOK,
        unit_id=letter.authority_id,
        now=now,
        by=by.as_actor(),
        columns={
            "symbol": symbol,
            "date": date_vn(now),
            "summary": f"Công văn {letter.subject}",
            "signer": by.full_name,
            "recipients": "; ".join(sorted({row.unit_name for row in rows}, key=listing_key)),
            "keeper": "VT",
            "copies": str(len({row.task.unit_id for row in rows})),
        },
    )
    return f"{entry.number_text}/{symbol}"


def _send(letter: Escalation, rows: Sequence[Missing], now: datetime) -> None:
    by_unit: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        by_unit[row.task.unit_id].append(row.task.requirement_number)
    for unit_id, numbers in sorted(by_unit.items()):
        send_to_staff(
            holders([unit_id], Role.LEADER, now),
            _words(letter, numbers, now),
            about=("followup_escalation", str(letter.pk)),
            unit_id=unit_id,
            now=now,
            once=f"followup.escalation:{letter.pk}:{unit_id}",
        )


def _words(letter: Escalation, numbers: Sequence[str], now: datetime) -> Words:
    values = {
        "number": letter.number,
        "day": date_vn(now),
        "subject": letter.subject,
        "tasks": ", ".join(sorted(numbers)),
    }
    return Words(
        filled_in_each_language(_("Công văn %(number)s: %(subject)s"), values),
        filled_in_each_language(
            _("Công văn %(number)s ngày %(day)s về %(subject)s. Nhiệm vụ của đơn vị: %(tasks)s."), values
        ),
        reverse("followup:letter", args=[letter.pk]),
    )
