"""Writing into the outbox: with the change, once, and never out of a demo."""

from datetime import datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.messages.queries import inbox_of
from tests.factories.messages import MailServer, SmsGateway, make_message

pytestmark = pytest.mark.django_db


def _jobs() -> list[int]:
    tasks = ProcrastinateJob.objects.filter(task_name="messages.deliver_message").order_by("id")
    return [job.args["message_id"] for job in tasks]


def test_a_message_and_its_job_are_written_together(now: datetime, mail: MailServer) -> None:
    message = make_message(now)

    assert (message.state, message.next_attempt_at, message.language) == (State.QUEUED, now, "vi")
    assert _jobs() == [message.pk]
    assert mail.received == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_queue")
def test_a_transaction_that_is_rolled_back_says_nothing(now: datetime, mail: MailServer) -> None:
    with transaction.atomic():
        make_message(now)
        written = len(_jobs())
        transaction.set_rollback(True)

    assert (written, _jobs(), OutboxMessage.objects.count()) == (1, [], 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("empty_queue")
def test_a_transaction_that_is_committed_leaves_row_and_job(now: datetime, mail: MailServer) -> None:
    with transaction.atomic():
        message = make_message(now)

    assert _jobs() == [message.pk]


def test_the_same_key_writes_one_message(now: datetime, mail: MailServer) -> None:
    first, again = (make_message(now, once="dossier:12:accepted") for _ in range(2))
    other = make_message(now, once="dossier:12:returned")

    assert again.pk == first.pk
    assert _jobs() == [first.pk, other.pk]


def test_a_channel_without_settings_keeps_the_message(now: datetime) -> None:
    message = make_message(now, channel=Channel.SMS)

    assert (message.state, _jobs()) == (State.NOT_CONFIGURED, [])
    assert message.state_name == "Kênh gửi chưa được thiết lập"


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
def test_nothing_leaves_a_demo(
    now: datetime, settings: Settings, mail: MailServer, gateway: SmsGateway, channel: Channel
) -> None:
    settings.DEMO = True

    assert (make_message(now, channel=channel).state, _jobs()) == (State.DEMO, [])


def test_an_inbox_message_is_there_at_once_and_only_on_its_page(now: datetime) -> None:
    message = make_message(now, channel=Channel.INBOX, about=("dossier", "12"))
    make_message(now, channel=Channel.INBOX, about=("dossier", "13"))
    make_message(now, about=("dossier", "12"))

    assert (message.state, message.sent_at) == (State.SENT, now)
    assert inbox_of(("dossier", "12")) == [message]


def test_a_subject_is_one_line(now: datetime) -> None:
    assert make_message(now, subject="Đã nhận\r\nBcc: x@example.vn").subject == "Đã nhận Bcc: x@example.vn"
