"""Publish a fee of a unit that goes before the common one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.access import ARRANGERS
from motcua.foundation.payments.fee_tables import version_of
from motcua.foundation.payments.fees import FeeRule
from motcua.foundation.payments.models import FeeVersion
from motcua.foundation.payments.refusals import FeeRefused
from motcua.foundation.units.access import actor_of, require_role
from motcua.foundation.units.models import Staff


@transaction.atomic
def publish_fee(*, unit_id: int, rule: FeeRule, by: Staff | Actor, now: datetime) -> FeeVersion:
    """Return the published version; it holds from the rule's first day on for the unit and all below it.

    Needs an administrator of the unit. Raises NotAllowed, FeeRefused when this fee has another version of that day.
    """
    require_role(by, unit_id, ARRANGERS, now)
    actor = actor_of(by)
    version = version_of(rule, unit_id=unit_id, by=actor.name, now=now)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as fault:
        raise FeeRefused(
            "fee_exists", _("Mức thu này đã có bản công bố từ ngày đó. Chưa ghi gì: hãy chọn ngày áp dụng khác.")
        ) from fault
    detail = {"code": rule.code, "from": rule.valid_from.isoformat(), "document": rule.document}
    target = ("fee", str(version.pk))
    journal.record(actor=actor, unit_id=unit_id, action="payments.publish_fee", target=target, now=now, detail=detail)
    return version
