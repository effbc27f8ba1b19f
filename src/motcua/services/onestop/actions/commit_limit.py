"""Promise a shorter limit for a procedure."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.models import Commitment, Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def commit_limit(
    *, slug: str, unit_id: int, limit: Limit, document: str, from_day: date, by: Staff, now: datetime
) -> Commitment:
    """Return the promise of the unit that decides the procedure: dossiers accepted from `from_day` on are due by it.

    An earlier promise of the unit ends the day before; dossiers already accepted keep theirs. Needs a leader of the
    unit. Raises NotAllowed, Procedure.DoesNotExist, and DossierRefused when the unit does not decide the procedure, no
    version is in force on the day, the day has passed, no document is named, the limit is not shorter than the law's,
    or a promise begins later.
    """
    if not roles_of(by, now).has(Role.LEADER, unit_id):
        raise NotAllowed
    version = _version(slug, unit_id, from_day)
    _check(version, limit, document, from_day, today=day_of(now))
    _end_earlier(version, unit_id, from_day)
    made = Commitment.objects.create(
        version=version,
        unit_id=unit_id,
        amount=limit.amount,
        time_unit=limit.unit,
        valid=DateRange(from_day, None),
        document=document.strip(),
        verified=True,
        signed_by=by,
    )
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="onestop.commit_limit",
        target=("commitment", str(made.pk)),
        now=now,
        detail={"slug": slug, "amount": limit.amount, "unit": str(limit.unit), "from": from_day.isoformat()},
    )
    return made


def carry_over(*, last: ProcedureVersion, to: ProcedureVersion, on: date) -> None:
    """Give the promises that leaders signed under `last`, and that still stand on `on`, to the version after it.

    One that is not shorter than the new limit of the law has become empty and stays behind.
    """
    for promise in Commitment.objects.filter(version=last, signed_by__isnull=False).exclude(valid__fully_lt=(on, None)):
        if is_shorter(promise.limit, to.content.limit.limit):
            Commitment.objects.create(
                version=to,
                unit_id=promise.unit_id,
                amount=promise.amount,
                time_unit=promise.time_unit,
                valid=DateRange(max(on, promise.valid.lower), promise.valid.upper),
                document=promise.document,
                article=promise.article,
                verified=promise.verified,
                signed_by=promise.signed_by,
            )


def is_shorter(limit: Limit, law: Limit) -> bool:
    """Tell whether a limit counted like the law's is shorter; a matter of the same day cannot be shortened."""
    return limit.unit is law.unit and limit.unit is not TimeUnit.SAME_DAY and limit.amount < law.amount


def _version(slug: str, unit_id: int, from_day: date) -> ProcedureVersion:
    procedure = Procedure.objects.select_for_update().get(slug=slug)
    if not ProcedureOffer.objects.filter(procedure=procedure, deciding_unit=unit_id, closed_at__isnull=True).exists():
        raise DossierRefused("not_deciding", _("Đơn vị không giải quyết thủ tục này nên không thể cam kết."))
    version = ProcedureVersion.objects.on(from_day).filter(procedure=procedure).first()
    if version is None:
        raise DossierRefused(
            "no_version", _("Ngày bắt đầu nằm ngoài thời gian áp dụng của thủ tục. Hãy chọn ngày khác.")
        )
    return version


def _check(version: ProcedureVersion, limit: Limit, document: str, from_day: date, *, today: date) -> None:
    if from_day < today:
        raise DossierRefused("past", _("Cam kết chỉ áp dụng từ hôm nay trở đi. Hãy chọn ngày bắt đầu khác."))
    if not document.strip():
        raise DossierRefused("document", _("Chưa ghi văn bản công bố cam kết."))
    if not is_shorter(limit, version.content.limit.limit):
        raise DossierRefused("not_shorter", _("Thời hạn cam kết phải ngắn hơn thời hạn luật định và tính cùng cách."))


def _end_earlier(version: ProcedureVersion, unit_id: int, from_day: date) -> None:
    for earlier in Commitment.objects.select_for_update().filter(version=version, unit=unit_id):
        if earlier.valid.upper is not None and earlier.valid.upper <= from_day:
            continue
        if earlier.valid.lower >= from_day:
            raise DossierRefused(
                "later_commitment", _("Đơn vị đã có cam kết bắt đầu từ ngày đó hoặc muộn hơn. Hãy chọn ngày khác.")
            )
        Commitment.objects.filter(pk=earlier.pk).update(valid=DateRange(earlier.valid.lower, from_day))
