"""Codes that prove something are worked out when a message leaves: neither the outbox nor a list of staff has them."""

from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from motcua.foundation.messages.delivery import deliver
from motcua.foundation.messages.models import OutboxMessage, State
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.helping.notices import ABOUT
from motcua.services.onestop.models import ConsentWay, HelpedFiling
from tests.factories.delivery import make_carriers, make_parcel, make_trip
from tests.factories.helping import PHONE, Helpers, agree, make_filing
from tests.factories.messages import GATEWAY_KEY, sms_gateway
from tests.factories.onestop import NOW
from tests.factories.units import sign_in


def asked(helpers: Helpers) -> tuple[HelpedFiling, OutboxMessage]:
    helped = make_filing(helpers, way=ConsentWay.CODE)
    helped.refresh_from_db()
    return helped, OutboxMessage.objects.about((ABOUT, str(helped.pk))).get()


def whole_outbox() -> str:
    """Every word of the table, as a dump or a backup has it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(one)::text FROM "{OutboxMessage._meta.db_table}" AS one')  # noqa: S608 - our own table
        return "\n".join(text for (text,) in cursor.fetchall())


def test_the_citizen_gets_the_code_and_the_outbox_has_none(helpers: Helpers, settings: Settings) -> None:
    helped, message = asked(helpers)
    code = consent_code(helped)
    assert code not in whole_outbox()
    with sms_gateway() as gateway:
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY, settings.SMS_SENDER = gateway.url, GATEWAY_KEY, "MOTCUA"
        OutboxMessage.objects.update(state=State.QUEUED, next_attempt_at=NOW)
        deliver(message.pk, now=NOW)
    (taken,) = gateway.taken.values()
    assert (taken["to"], taken["text"].endswith(f"Mã: {code}")) == (PHONE, True)
    assert code not in whole_outbox()


def test_a_gateway_that_repeats_what_it_got_puts_no_code_into_the_list(helpers: Helpers, settings: Settings) -> None:
    helped, message = asked(helpers)
    with sms_gateway() as gateway:
        gateway.answers = [500]
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY, settings.SMS_SENDER = gateway.url, GATEWAY_KEY, "MOTCUA"
        OutboxMessage.objects.update(state=State.QUEUED, next_attempt_at=NOW)
        deliver(message.pk, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.FAILED, "HTTP 500")  # the gateway had said "no" as well
    page = sign_in(Client(), helpers.office.receptionist).get(reverse("messages:troubled")).content.decode()
    assert "HTTP 500" in page
    assert consent_code(helped) not in page
    assert PHONE not in page


def test_once_agreed_to_the_message_says_no_code_any_more(helpers: Helpers) -> None:
    helped, message = asked(helpers)
    code = consent_code(helped)
    assert code in message.said
    agree(helped)
    assert code not in message.said


def test_the_page_of_a_demo_is_nowhere_else(helpers: Helpers, settings: Settings) -> None:
    asked(helpers)
    settings.DEMO = False
    assert sign_in(Client(), helpers.helper).get(reverse("messages:demo")).status_code == 404


def test_the_code_for_the_door_is_kept_nowhere_and_belongs_to_its_trip(db: None) -> None:
    carriers = make_carriers()
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    parcel.refresh_from_db()
    message, code = OutboxMessage.objects.latest("pk"), door_code(parcel)
    assert code not in whole_outbox()
    assert message.said.endswith(f"Mã nhận: {code}")
    message.link_given = {**message.link_given, "trip": "0"}
    assert code not in message.said
