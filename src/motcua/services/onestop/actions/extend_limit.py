"""Extend the limit of a dossier once, where a law lets it be extended."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clock_rules import ExtensionRule, extension_rules
from motcua.services.onestop.clocks import counted_moments, course_of, limit_json
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import legal_ground_given, reason_given, refuse_personal_data
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action


@transaction.atomic
def extend_limit(
    *,
    dossier_id: int,
    rule: str,
    days: int,
    reason: str,
    by: Staff,
    now: datetime,
    legal_ground: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier, its limit of the law and its promise longer by `days` working days.

    `rule` is one of `clock_rules.extension_rules` in force for the procedure; where it names no document,
    `legal_ground` must. Reason and ground are shown at the look-up. Needs a leader of the deciding unit, before the
    limit of the law has passed. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing, DossierRefused.
    """
    dossier, _roles = in_hand(Action.EXTEND, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    chosen = _checked(dossier, rule, days, now)
    why, ground = reason_given(reason), chosen.source.text() or legal_ground_given(legal_ground)
    refuse_personal_data(dossier, [why, ground])
    limit = Limit(days, TimeUnit.WORKING_DAY)
    moments = counted_moments(dossier, course_of(dossier, until=now)._replace(extension=limit), now=now)
    payload = {
        "reason": why,
        "legal_ground": ground,
        "rule": chosen.key,
        "verified": chosen.source.verified,
        "limit": limit_json(limit),
    }
    change_state(dossier, Move(Action.EXTEND, sets=moments, payload=payload), by=by.as_actor(), now=now)
    return dossier


def _checked(dossier: Dossier, key: str, days: int, now: datetime) -> ExtensionRule:
    if dossier.extended_at is not None:
        raise DossierRefused("extended", _("Hồ sơ đã được gia hạn một lần. Luật chỉ cho gia hạn một lần."))
    if dossier.law_due_at is not None and now > dossier.law_due_at:
        raise DossierRefused(
            "too_late", _("Thời hạn luật định đã qua nên không gia hạn được nữa. Hãy xin lỗi và hẹn lại ngày trả.")
        )
    known = extension_rules(day_of(now), document=dossier.procedure_version.content)
    chosen = next((rule for rule in known if rule.key == key), None)
    if chosen is None:
        raise DossierRefused("rule", _("Hãy chọn văn bản cho phép gia hạn đang có hiệu lực."))
    if not 1 <= days <= chosen.most.amount:
        sentence = _("Văn bản này chỉ cho gia hạn từ 1 đến {most} ngày làm việc.")
        raise DossierRefused("days", format_lazy(sentence, most=chosen.most.amount))
    return chosen
