"""Propose a model."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import may_change_anything, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.initiatives.access import may_propose
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.content import Content, check, plain, search_key, write_people
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.refusals import InitiativeRefused
from motcua.replication.initiatives.rules import CODE, next_code
from motcua.replication.initiatives.states import Action


@transaction.atomic
def propose_initiative(
    *,
    origin_unit_id: int,
    content: Content,
    by: Staff | Actor,
    now: datetime,
    keeper_id: int | None = None,
    code: str = "",
) -> Initiative:
    """Return the new model, proposed by the unit `origin_unit_id` to the authority that keeps the register.

    `keeper_id` is that authority, else the one above the unit. Without `code` the model gets the next one of the year
    ("SK2019-003"). Needs the leader or coordinator of the unit, a coordinator of the authority, or the platform.
    Raises NotAllowed, NoSuchUnit, and InitiativeRefused whose code is the field that is wrong ("code_taken").
    """
    origin = version_on(origin_unit_id, day_of(now))
    keeper_id = keeper_id or origin.parent_id or origin.unit_id
    if not may_change_anything(by) and not (
        isinstance(by, Staff) and may_propose(roles_of(by, now), origin_id=origin.unit_id, keeper_id=keeper_id)
    ):
        raise NotAllowed
    clean = check(content)
    initiative = Initiative(
        code=_code(code.strip(), now),
        origin_unit_id=origin.unit_id,
        keeper_id=keeper_id,
        proposed_at=now,
        **{name: getattr(clean, name) for name in _FIELDS},
    )
    initiative.search_key = search_key(initiative.code, clean, origin.name)
    change_state(initiative, Move(Action.PROPOSE, payload={"content": plain(clean)}), by=by, now=now)
    write_people(initiative, clean.people)
    return initiative


_FIELDS = ("title", "title_en", "problem", "solution", "evidence", "cost", "service")


def _code(asked: str, now: datetime) -> str:
    """Return the code of the new model; whoever proposes one holds the turn, so that two get different ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('initiatives:code', 0))")
    if not asked:
        year = day_of(now).year
        return next_code(year, Initiative.objects.filter(code__startswith=f"SK{year}-").values_list("code", flat=True))
    if not CODE.fullmatch(asked):
        raise InitiativeRefused(
            "code",
            _("Mã mô hình bắt đầu bằng chữ in hoa hoặc chữ số, chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối."),
        )
    if Initiative.objects.filter(code=asked).exists():
        raise InitiativeRefused("code_taken", _("Mã này đã dùng cho một mô hình khác. Chưa lưu gì: hãy chọn mã khác."))
    return asked
