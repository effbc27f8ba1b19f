"""Handing messages over: what the other side gets, what happens when it does not take them."""

from datetime import datetime, timedelta
from email.header import decode_header, make_header

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.foundation.messages.delivery import deliver
from motcua.foundation.messages.jobs import deliver_message, requeue_overdue
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.messages.rules import WAITS
from tests.factories.messages import MailServer, SmsGateway, make_message

pytestmark = pytest.mark.django_db


def _stands(message: OutboxMessage) -> tuple[str, int, datetime | None, str]:
    message.refresh_from_db()
    return message.state, message.attempts, message.next_attempt_at, message.last_error


def test_a_mail_arrives_with_its_text_and_a_name_of_its_own(now: datetime, mail: MailServer) -> None:
    message = make_message(now)
    deliver(message.pk, now=now)

    (arrived,) = mail.received
    assert str(make_header(decode_header(arrived["Subject"]))) == "Đã nhận hồ sơ"
    assert arrived.get_payload(decode=True) == "Hồ sơ của anh/chị đã được tiếp nhận.\r\n".encode()
    assert arrived["Message-ID"] == f"<{message.reference}@tanbinh.example.vn>"
    assert (arrived["To"], arrived["Auto-Submitted"]) == ("anh@example.vn", "auto-generated")
    assert _stands(message) == (State.SENT, 1, None, "")


def test_an_sms_arrives_with_key_and_reference(now: datetime, gateway: SmsGateway) -> None:
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)

    assert gateway.taken == {
        str(message.reference): {
            "id": str(message.reference),
            "to": "0901234567",
            "sender": "MOTCUA",
            "text": "Hồ sơ của anh/chị đã được tiếp nhận.",
        }
    }
    assert _stands(message) == (State.SENT, 1, None, "")


def test_a_delivered_message_is_not_delivered_again(now: datetime, mail: MailServer) -> None:
    message = make_message(now)
    deliver(message.pk, now=now)

    assert deliver(message.pk, now=now) is None
    assert (len(mail.received), _stands(message)[1]) == (1, 1)


def test_a_message_that_is_gone_is_nothing_to_do(now: datetime) -> None:
    assert deliver(987654, now=now) is None


def test_a_refused_recipient_is_given_up_with_the_reason(now: datetime, mail: MailServer) -> None:
    mail.answer_to_recipient = "550 5.1.1 No such user"
    message = make_message(now)
    deliver(message.pk, now=now)

    assert _stands(message) == (State.GIVEN_UP, 1, None, "550 5.1.1 No such user")


@pytest.mark.parametrize("answer", ["451 4.3.0 Try later", "554 5.7.1 We do not like you"])
def test_a_mail_the_server_does_not_take_now_is_tried_later(now: datetime, mail: MailServer, answer: str) -> None:
    mail.answer_to_data = answer
    message = make_message(now)
    deliver(message.pk, now=now)

    assert _stands(message) == (State.FAILED, 1, now + WAITS[0], answer)


def test_a_recipient_refused_for_now_is_tried_later(now: datetime, mail: MailServer) -> None:
    mail.answer_to_recipient = "450 4.2.1 Mailbox busy"
    message = make_message(now)
    deliver(message.pk, now=now)

    assert _stands(message) == (State.FAILED, 1, now + WAITS[0], "450 4.2.1 Mailbox busy")


def test_a_mail_server_that_is_down_is_tried_later(now: datetime, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    message = make_message(now)
    deliver(message.pk, now=now)

    assert _stands(message)[:3] == (State.FAILED, 1, now + WAITS[0])
    assert "ConnectionRefusedError" in message.last_error


def test_an_address_that_would_break_the_headers_is_given_up(now: datetime, mail: MailServer) -> None:
    message = make_message(now, to="anh@example.vn\nBcc: x@example.vn")
    deliver(message.pk, now=now)

    assert (_stands(message)[0], mail.received) == (State.GIVEN_UP, [])


@pytest.mark.parametrize("status", [302, 401, 403, 408, 429, 500, 503])
def test_a_gateway_in_trouble_is_tried_later(now: datetime, gateway: SmsGateway, status: int) -> None:
    gateway.answers = [status]
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)

    assert _stands(message) == (State.FAILED, 1, now + WAITS[0], f"HTTP {status} no")
    assert gateway.requests == 1


@pytest.mark.parametrize("status", [400, 404, 422])
def test_an_sms_the_gateway_will_never_take_is_given_up(now: datetime, gateway: SmsGateway, status: int) -> None:
    gateway.answers = [status]
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)

    assert _stands(message) == (State.GIVEN_UP, 1, None, f"HTTP {status} no")


def test_a_wrong_key_of_ours_can_be_put_right(now: datetime, gateway: SmsGateway, settings: Settings) -> None:
    settings.SMS_GATEWAY_KEY = "wrong"
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)

    assert _stands(message)[:2] == (State.FAILED, 1)


def test_a_gateway_that_does_not_answer_is_tried_later(now: datetime, settings: Settings) -> None:
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY = "http://127.0.0.1:1/", "x"
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)

    assert _stands(message)[0] == State.FAILED


def test_after_the_last_attempt_the_message_is_given_up(now: datetime, mail: MailServer) -> None:
    mail.answer_to_data = "451 4.3.0 Try later"
    message = make_message(now)
    stands = []
    for _ in range(len(WAITS) + 1):
        deliver(message.pk, now=now)
        stands.append(_stands(message)[0])

    assert stands == [State.FAILED] * len(WAITS) + [State.GIVEN_UP]
    assert len(mail.received) == len(WAITS) + 1


def test_a_channel_switched_off_meanwhile_keeps_the_message(
    now: datetime, mail: MailServer, settings: Settings
) -> None:
    message = make_message(now)
    settings.EMAIL_HOST = ""
    deliver(message.pk, now=now)

    assert _stands(message)[0] == State.NOT_CONFIGURED


def test_a_killed_worker_repeats_a_message_once_under_the_same_name(now: datetime, mail: MailServer) -> None:
    message = make_message(now)
    deliver(message.pk, now=now)
    # killed after the server took the mail and before our commit: the outcome was never written
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.QUEUED, sent_at=None, next_attempt_at=now)
    deliver(message.pk, now=now)
    deliver(message.pk, now=now)

    assert len(mail.received) == 2
    assert len({mail_["Message-ID"] for mail_ in mail.received}) == 1
    assert _stands(message)[:2] == (State.SENT, 2)


def test_a_repeated_sms_is_taken_once(now: datetime, gateway: SmsGateway) -> None:
    message = make_message(now, channel=Channel.SMS)
    deliver(message.pk, now=now)
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.QUEUED, sent_at=None, next_attempt_at=now)
    deliver(message.pk, now=now)

    assert (gateway.requests, len(gateway.taken), _stands(message)[0]) == (2, 1, State.SENT)


def test_the_job_comes_back_at_the_time_of_the_next_attempt(now: datetime, mail: MailServer) -> None:
    mail.answer_to_data = "451 4.3.0 Try later"
    message = make_message(now)
    deliver_message(message_id=message.pk)

    message.refresh_from_db()
    jobs = ProcrastinateJob.objects.filter(task_name="messages.deliver_message").order_by("id")
    assert [job.scheduled_at for job in jobs] == [None, message.next_attempt_at]


def test_forgotten_messages_are_queued_again(now: datetime, mail: MailServer) -> None:
    forgotten, sent = make_message(now), make_message(now)
    deliver(sent.pk, now=now)
    counts = [requeue_overdue(now=now + timedelta(minutes=minutes)) for minutes in (9, 11, 12)]

    assert counts == [0, 1, 0]
    jobs = ProcrastinateJob.objects.filter(task_name="messages.deliver_message").order_by("id")
    assert [job.args["message_id"] for job in jobs] == [forgotten.pk, sent.pk, forgotten.pk]
