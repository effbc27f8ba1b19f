"""One message has one link, however often it is read or tried: one recipient answers once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from motcua.foundation.messages.delivery import deliver
from motcua.foundation.messages.models import OutboxMessage, State
from motcua.services.onestop.states import State as Dossiers
from motcua.services.surveys import tokens
from motcua.services.surveys.tokens import new_address
from tests.factories.messages import GATEWAY_KEY, sms_gateway
from tests.factories.onestop import NOW, Office, make_dossier
from tests.services.surveys.conftest import asked_in, returned


def notice(office: Office) -> OutboxMessage:
    """Return the notice of a returned result, which ends with a link."""
    make_dossier(office, Dossiers.RETURNED)
    return OutboxMessage.objects.filter(link_kind="voice").latest("pk")


def forget_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as another process that has the same database and keys."""
    monkeypatch.setattr(tokens, "_secrets", {})


def test_the_page_of_a_demo_shows_the_same_link_again(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, other = notice(office), notice(office)
    settings.DEMO = True
    first = Client().get(reverse("messages:demo")).content
    assert tokens.write(asked_in(message)).encode() in first
    assert asked_in(message) != asked_in(other)
    forget_memory(monkeypatch)
    assert Client().get(reverse("messages:demo")).content == first


def test_a_message_that_is_tried_again_leaves_with_the_same_link(office: Office, settings: Settings) -> None:
    message = notice(office)
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.QUEUED, next_attempt_at=NOW)
    settings.DEMO = False
    with sms_gateway() as gateway:
        gateway.answers = [500]
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY, settings.SMS_SENDER = gateway.url, GATEWAY_KEY, "MOTCUA"
        deliver(message.pk, now=NOW)
        first = asked_in(message)
        deliver(message.pk, now=NOW + timedelta(hours=1))
        (taken,) = gateway.taken.values()
    assert tokens.write(first) in taken["text"]


def test_database_and_keys_draw_no_link_that_was_sent(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    message = notice(office)
    sent = asked_in(message)
    forget_memory(monkeypatch)
    assert asked_in(message) != sent


def test_the_secret_is_forgotten_after_two_days(office: Office) -> None:
    message = notice(office)
    sent = asked_in(message)
    given = {"unit": str(office.unit.pk), "message": "another"}
    for day in (1, 2):
        new_address(given, message.created_at + timedelta(days=day))
    assert asked_in(message) != sent


def test_the_code_on_the_screen_of_the_counter_is_another_for_everybody(office: Office) -> None:
    given = {"unit": str(office.unit.pk)}
    assert returned(office) != returned(office)
    assert new_address(given, NOW) != new_address(given, NOW)
