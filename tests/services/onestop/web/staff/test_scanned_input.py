"""Where a code is typed at the counter, at a citizen's table and at the door, the camera may read it; nowhere else."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.ui.web.device_policy import HEADER
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from tests.factories.delivery import make_carriers, make_parcel, make_trip
from tests.factories.helping import make_helpers
from tests.factories.onestop import NOW, Office
from tests.factories.units import sign_in


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


def assert_reads(address: str, staff: Staff, input_id: str) -> None:
    """The page has the button for that input, the script once, and may ask for the camera."""
    answer = sign_in(Client(), staff).get(address)
    page = answer.content.decode()
    assert (page.count(f'data-camera="{input_id}" hidden'), page.count("onestop/camera.")) == (1, 1)
    assert f'id="{input_id}"' in page
    assert answer.headers[HEADER].startswith("camera=(self)")


def test_a_card_at_the_counter(office: Office) -> None:
    counter = reverse("onestop_staff:counter")
    assert_reads(f"{counter}{office.slug}/", office.receptionist, "id_scan")
    assert sign_in(Client(), office.receptionist).get(counter).headers[HEADER].startswith("camera=()")


def test_a_card_of_whoever_is_helped(office: Office) -> None:
    helpers = make_helpers(office)
    assert_reads(reverse("helping:begin", args=[helpers.office.slug]), helpers.helper, "id_scan")


def test_a_code_at_the_door(office: Office) -> None:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    assert_reads(reverse("delivery:act", args=[parcel.uid, "giao"]), carriers.carrier, "id_code")
