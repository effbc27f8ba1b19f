"""Pages of the outbox: what could not be delivered, sending again, and the page of the demo."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.delivery import deliver
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.messages.queries import PAGE, troubled_in
from motcua.foundation.messages.staff_messages import Words, recent_notices, send_to_staff
from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.models import Role, Staff, Unit
from tests.factories.messages import MailServer, make_message
from tests.factories.units import make_staff, make_unit, sign_in

pytestmark = pytest.mark.django_db
LIST, NOTICES = "/can-bo/tin-nhan/", "/can-bo/thong-bao/"


@pytest.fixture
def unit() -> Unit:
    return make_unit()


@pytest.fixture
def clerk(unit: Unit) -> Staff:
    return make_staff(role=Role.RECEPTIONIST, unit=unit)


def _given_up(now: datetime, mail: MailServer, unit: Unit, to: str = "sai@example.vn") -> OutboxMessage:
    mail.answer_to_recipient = "550 5.1.1 No such user"
    message = make_message(now, unit_id=unit.pk, to=to)
    deliver(message.pk, now=now)
    mail.answer_to_recipient = "250 OK"
    message.refresh_from_db()
    return message


def test_a_volunteer_reads_no_messages_to_citizens_and_sends_none_again(
    client: Client, now: datetime, mail: MailServer, unit: Unit
) -> None:
    message = _given_up(now, mail, unit)
    sign_in(client, make_staff(role=Role.VOLUNTEER, unit=unit))
    assert client.get(LIST).status_code in {403, 404}
    assert client.post(f"{LIST}{message.pk}/gui-lai/").status_code in {403, 404}
    message.refresh_from_db()
    assert message.state == State.GIVEN_UP
    assert LIST not in client.get("/can-bo/lich/").content.decode()


def test_the_list_names_receiver_and_reason(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    _given_up(now, mail, unit)
    page = sign_in(client, clerk).get(LIST).content.decode()

    # who it is stands on the page of the matter, for whoever works on it
    assert ("s•••@example.vn" in page, "sai@example.vn" in page) == (True, False)
    assert "550 5.1.1 No such user" in page
    assert "Đã thử 1 lần" in page


def test_the_list_shows_no_message_of_another_unit(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    foreign = _given_up(now, mail, make_unit())
    page = sign_in(client, clerk).get(LIST).content.decode()

    assert foreign.masked_to not in page
    assert "Không có tin nhắn nào bị lỗi" in page


def test_a_message_to_be_tried_again_says_when_and_has_no_button(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    mail.answer_to_data = "451 4.3.0 Try later"
    message = make_message(now, unit_id=unit.pk)
    deliver(message.pk, now=now)
    page = sign_in(client, clerk).get(LIST).content.decode()

    assert "Tự gửi lại lúc 08:31 08/04/2019" in page
    assert "/gui-lai/" not in page


def test_sending_again_queues_the_message_with_all_its_attempts_and_is_recorded(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    message = _given_up(now, mail, unit)
    before = ProcrastinateJob.objects.count()
    answer = sign_in(client, clerk).post(f"{LIST}{message.pk}/gui-lai/", follow=True)

    message.refresh_from_db()
    assert (message.state, message.attempts, ProcrastinateJob.objects.count() - before) == (State.QUEUED, 0, 1)
    assert "Tin nhắn tới s•••@example.vn sẽ được gửi lại." in answer.content.decode()
    entry = AuditEntry.objects.get(action="messages.resend")
    assert (entry.target_id, entry.actor_staff_id) == (str(message.pk), clerk.pk)


def test_sending_again_delivers(client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff) -> None:
    message = _given_up(now, mail, unit)
    sign_in(client, clerk).post(f"{LIST}{message.pk}/gui-lai/")
    deliver(message.pk, now=now)

    assert [str(arrived["To"]) for arrived in mail.received] == ["sai@example.vn"]


def test_a_second_press_of_the_button_sends_nothing_twice(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    message = _given_up(now, mail, unit)
    staff = sign_in(client, clerk)
    staff.post(f"{LIST}{message.pk}/gui-lai/")
    before = ProcrastinateJob.objects.count()
    answer = staff.post(f"{LIST}{message.pk}/gui-lai/", follow=True)

    assert "không cần gửi lại" in answer.content.decode()
    assert ProcrastinateJob.objects.count() == before


def test_a_channel_that_is_still_off_keeps_the_message(client: Client, now: datetime, unit: Unit, clerk: Staff) -> None:
    message = make_message(now, unit_id=unit.pk, channel=Channel.SMS)
    answer = sign_in(client, clerk).post(f"{LIST}{message.pk}/gui-lai/", follow=True)

    message.refresh_from_db()
    assert message.state == State.NOT_CONFIGURED
    assert "Kênh gửi này chưa được thiết lập" in answer.content.decode()


def test_a_message_of_another_unit_is_not_found(client: Client, now: datetime, mail: MailServer, clerk: Staff) -> None:
    message = _given_up(now, mail, make_unit())

    assert sign_in(client, clerk).post(f"{LIST}{message.pk}/gui-lai/").status_code == 404
    message.refresh_from_db()
    assert message.state == State.GIVEN_UP


def test_strangers_are_sent_to_sign_in_and_accounts_without_a_role_see_nothing(client: Client) -> None:
    assert client.get(LIST)["Location"].startswith("/tai-khoan/")
    assert sign_in(client, make_staff()).get(LIST).status_code == 404


def test_a_long_list_is_read_page_by_page(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    shown = [_given_up(now, mail, unit, to=f"a@so{number}.example.vn").masked_to for number in range(PAGE + 2)]
    staff = sign_in(client, clerk)
    first = staff.get(LIST)
    third_oldest = OutboxMessage.objects.order_by("pk")[2].pk
    second = staff.get(f"{LIST}?truoc={third_oldest}").content.decode()

    assert f'href="?truoc={third_oldest}"' in first.content.decode()
    assert [address in second for address in shown] == [True, True] + [False] * PAGE
    assert troubled_in([unit.pk]) == PAGE + 2


def test_the_list_needs_as_many_queries_for_three_rows_as_for_one(
    client: Client, now: datetime, mail: MailServer, unit: Unit, clerk: Staff
) -> None:
    staff = sign_in(client, clerk)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            _given_up(now, mail, unit)
        with CaptureQueriesContext(connection) as queries:
            staff.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("word", ["abc", "-1", "9" * 30, "１２"])
def test_nonsense_in_the_address_is_the_first_page(client: Client, clerk: Staff, word: str) -> None:
    assert sign_in(client, clerk).get(f"{LIST}?truoc={word}").status_code == 200


def test_the_demo_shows_what_would_have_been_sent_newest_first(
    client: Client, now: datetime, settings: Settings
) -> None:
    settings.DEMO = True
    make_message(now, subject="Đã nhận hồ sơ")
    make_message(now, subject="Hồ sơ cần bổ sung", body="Xem tại https://motcua.example.vn/tra-cuu/ABCD\n<b>x</b>")
    page = client.get("/demo/tin-nhan/").content.decode()

    assert page.index("Hồ sơ cần bổ sung") < page.index("Đã nhận hồ sơ")
    assert 'href="https://motcua.example.vn/tra-cuu/ABCD"' in page
    assert "&lt;b&gt;x" in page


def test_the_page_is_only_there_in_a_demo(client: Client) -> None:
    assert client.get("/demo/tin-nhan/").status_code == 404


def test_everybody_reads_the_notices_to_them_and_to_nobody_else(
    client: Client, now: datetime, unit: Unit, clerk: Staff
) -> None:
    words = Words(Said(vi="Khiếu nại mới", en="A new complaint"), Said(vi="Chờ xử lý", en="It waits"), "/can-bo/")
    other = make_staff(role=Role.LEADER, unit=unit)
    send_to_staff([clerk], words, about=("complaint", "1"), unit_id=unit.pk, now=now)
    assert '<a href="/can-bo/">Khiếu nại mới</a>' in sign_in(client, clerk).get(NOTICES).content.decode()
    assert "Chưa có thông báo nào" in sign_in(Client(), other).get(NOTICES).content.decode()
    assert recent_notices(clerk.pk, now + timedelta(days=6)) == 1
    assert recent_notices(clerk.pk, now + timedelta(days=8)) == 0
