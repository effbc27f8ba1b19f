"""Hand a message over again that was given up."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.messages.access import TENDERS
from motcua.foundation.messages.channels import WAYS
from motcua.foundation.messages.jobs import deliver_message
from motcua.foundation.messages.models import NEEDS_A_PERSON, Channel, OutboxMessage, State
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff


class NotResendable(Refused):
    """The message cannot be sent again now."""


def resend_message(*, message_id: int, by: Staff, roles: RoleSet, now: datetime) -> OutboxMessage:
    """Queue a message that was given up, or whose channel was off, with all its attempts before it again.

    Raises OutboxMessage.DoesNotExist when the person tends no messages of the unit, NotResendable when it is
    delivered or already in the queue, or when the channel is still off.
    """
    with transaction.atomic():
        message = OutboxMessage.objects.of_units(roles.unit_ids(*TENDERS)).select_for_update().get(pk=message_id)
        if message.state not in NEEDS_A_PERSON:
            raise NotResendable("not_given_up", _("Tin nhắn này đã gửi hoặc đang chờ gửi, không cần gửi lại."))
        if settings.DEMO or not WAYS[Channel(message.channel)].is_on():
            raise NotResendable(
                "channel_off",
                _("Kênh gửi này chưa được thiết lập. Tin nhắn vẫn được giữ; hãy báo quản trị viên."),
            )
        message.state, message.attempts, message.next_attempt_at = State.QUEUED, 0, now
        message.save(update_fields=["state", "attempts", "next_attempt_at"])
        deliver_message.defer(message_id=message.pk)
        record(
            actor=by.as_actor(),
            unit_id=message.unit_id,
            action="messages.resend",
            target=("message", str(message.pk)),
            now=now,
            detail={"about": [message.about_type, message.about_id]},
        )
        return message
