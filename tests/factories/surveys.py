"""Offices that ask people how content they were."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.replication.adoption.models import AdoptionState
from motcua.services.surveys.offering import LINK
from motcua.services.surveys.rules import LEAST
from tests.factories.adoption import make_adoption, model_of
from tests.factories.onestop import NOW, Office


def asking(office: Office, settings: Mapping[str, JsonValue] | None = None, *, asked: int = LEAST) -> Office:
    """Return the office, which has adopted the model, asks from now on, and has sent `asked` links this week."""
    model = model_of("surveys", origin=office.unit)
    make_adoption(unit=office.unit, initiative=model, state=AdoptionState.LIVE, owner=office.leader, settings=settings)
    make_links(office, asked)
    return office


def make_links(office: Office, many: int, *, to: str = "09010000{:02}", at: datetime = NOW) -> None:
    """Send links to so many other people; `to` without a place for a number is one person."""
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            channel=Channel.SMS,
            to=to.format(number),
            body="Đánh giá phục vụ:",
            link_kind=LINK,
            link_given={"unit": str(office.unit.pk)},
            about_type="somebody",
            about_id=str(number),
            unit=office.unit,
            created_at=at,
            state=State.SENT,
            sent_at=at,
        )
        for number in range(many)
    )
