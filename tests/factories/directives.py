"""Directives for tests: a small one in force, and letters read through the upload."""

from datetime import date, datetime
from itertools import count

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.directives.actions.upload_directive import upload_directive
from motcua.replication.directives.models import (
    Directive,
    DirectiveRecipient,
    DirectiveState,
    RecipientKind,
    Requirement,
)

NOW = datetime(2019, 4, 10, 9, 0, tzinfo=ZONE)
_numbers = count(1)


def make_directive(
    *,
    issuer: Unit,
    units: tuple[Unit, ...] = (),
    requirements: int = 1,
    due_on: date | None = date(2019, 5, 10),
    is_confirmed: bool = True,
) -> Directive:
    """Return a directive to `units` with some requirements for them."""
    number = next(_numbers)
    directive = Directive.objects.create(
        number=f"{number}/UBND-CCHC",
        issued_on=date(2019, 4, 9),
        issuer=issuer,
        subject="đẩy mạnh cải cách hành chính",
        text=f"Số: {number}/UBND-CCHC\n\n1. Báo cáo trước ngày 11 tháng 5 năm 2019.",
        state=DirectiveState.CONFIRMED if is_confirmed else DirectiveState.PROPOSED,
        confirmed_at=NOW if is_confirmed else None,
    )
    line = DirectiveRecipient.objects.create(
        directive=directive, kind=RecipientKind.ADDRESSEE, position=1, text="Ủy ban nhân dân các phường"
    )
    line.units.set(units)
    for position in range(1, requirements + 1):
        asked = Requirement.objects.create(
            directive=directive,
            position=position,
            number=str(position),
            text="Báo cáo kết quả.",
            due_on=due_on,
            first_line=3,
            last_line=3,
        )
        asked.units.set(units)
    return directive


def upload(
    data: bytes, *, keeper: Unit, by: Staff | Actor, name: str = "cong-van.txt", now: datetime = NOW
) -> Directive:
    """Return the proposal that is read from the bytes of a file."""
    return upload_directive(data=data, name=name, keeper_id=keeper.pk, by=by, now=now)
