"""A ward that asks people, whose results were handed over, and the links its notices carried."""

import re

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.states import State
from motcua.services.surveys.tokens import Asked, read
from tests.factories.onestop import Office, make_dossier
from tests.factories.surveys import asking


@pytest.fixture
def office(staged_office: Office) -> Office:
    """A ward with staff that has adopted the model."""
    return asking(staged_office)


@pytest.fixture
def asked(office: Office) -> Asked:
    """What the link in the notice of a returned result asks about."""
    return returned(office)


def returned(office: Office) -> Asked:
    """Return what the link of one more returned result asks about."""
    make_dossier(office, State.RETURNED)
    return asked_in(OutboxMessage.objects.latest("pk"))


def asked_in(message: OutboxMessage) -> Asked:
    """Return what the link asks about with which the message leaves."""
    found = re.search(r"/danh-gia/([\w-]+)/$", message.said)
    assert found is not None
    asked = read(found[1])
    assert asked is not None
    return asked
