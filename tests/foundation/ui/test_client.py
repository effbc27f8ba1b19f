"""Whose address is it? Only what our own proxies saw is believed."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from motcua.foundation.ui.web.client import client_address, network_of


def _request(rf: RequestFactory, forwarded: str) -> HttpRequest:
    return rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded} if forwarded else {})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "10.0.0.1"),
        (1, " , 203.0.113.9 ,", "203.0.113.9"),
    ],
)
def test_as_many_hops_are_believed_as_there_are_proxies_of_ours(
    rf: RequestFactory, settings: Settings, proxies: int, forwarded: str, believed: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client_address(_request(rf, forwarded)) == believed


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_limits_count_the_network_of_an_ipv6_address(address: str, counted: str) -> None:
    assert network_of(address) == counted
