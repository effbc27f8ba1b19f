"""Servers on loopback that take what the outbox sends."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from tests.factories.messages import GATEWAY_KEY, MailServer, SmsGateway, mail_server, sms_gateway


@pytest.fixture(autouse=True)
def _no_channel_by_itself(settings: Settings) -> None:
    settings.DEMO = False
    settings.EMAIL_HOST = ""
    settings.SMS_GATEWAY_URL = ""
    settings.SMS_GATEWAY_KEY = ""


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    """A mail server, and the settings that point at it."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
        settings.DEFAULT_FROM_EMAIL = "Một Cửa <motcua@tanbinh.example.vn>"
        yield server


@pytest.fixture
def gateway(settings: Settings) -> Iterator[SmsGateway]:
    """An SMS gateway, and the settings that point at it."""
    with sms_gateway() as server:
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY = server.url, GATEWAY_KEY
        yield server


@pytest.fixture
def empty_queue(transactional_db: None) -> None:
    """Forget the jobs that transactional tests left: Django does not empty the tables of the queue."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
