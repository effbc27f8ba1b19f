"""How long messages are kept that go with no other record: notices to the staff, words about something else.

A message about a dossier or a request goes with it (`RecordClass.messages_about`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.models import UNSENT, OutboxMessage
from motcua.foundation.retention.rules import key_in, terms_in
from motcua.foundation.retention.schedule import Ended, Ending, Found, RecordClass, all_classes
from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import top_unit

CLASS: Final = "message"


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the messages written before a moment that go with no other record, oldest first. Two queries."""
    top = top_unit()
    of_units = Q(unit__in=unit_ids) | Q(unit=None) if top in unit_ids else Q(unit__in=unit_ids)
    elsewhere = [kind for each in all_classes() for kind in each.messages_about]
    over = OutboxMessage.objects.filter(of_units, created_at__lt=before).exclude(about_type__in=elsewhere)
    rows = over.exclude(Q(state__in=UNSENT) | Q(to="")).order_by("created_at", "pk")
    found = rows.values_list("pk", "unit", "created_at")[:most]
    return [Ended(str(pk), f"{pk}/TN", unit_id or top or 0, at) for pk, unit_id, at in found]


def find(name: str) -> Found | None:
    """Return the message with this number ("12/TN"), None when there is none."""
    key, top = key_in(name, ending="/TN"), top_unit()
    row = OutboxMessage.objects.filter(pk=key).values_list("pk", "unit", "to").first()
    return None if row is None else Found(str(row[0]), row[1] or top or 0, is_destroyed=not row[2])


@transaction.atomic
def destroy_message(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Empty a message and return True; the row stays, or its sender could write the same once more. False when gone."""
    del by, now
    message = OutboxMessage.objects.select_for_update().filter(pk=int(record_id)).exclude(to="").first()
    if message is None or message.state in UNSENT:
        return False
    message.to = message.subject = message.body = message.link_kind = message.last_error = message.path = ""
    message.subject_said, message.body_said, message.link_given = Said(), Said(), {}
    message.save(
        update_fields=[
            "to",
            "subject",
            "body",
            "subject_said",
            "body_said",
            "link_kind",
            "last_error",
            "path",
            "link_given",
        ]
    )
    return True


MESSAGES: Final = RecordClass(
    code=CLASS,
    label=_("Tin nhắn, thông báo không thuộc hồ sơ nào"),
    begins=_("ngày viết"),
    terms=terms_in("motcua.foundation.retention", CLASS),
    ended=ended,
    find=find,
    destroy=destroy_message,
    covers=("outbox.OutboxMessage",),
    ending=Ending.NIGHTLY,
)
