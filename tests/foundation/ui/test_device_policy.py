"""No page may use camera, microphone or place, but one that reads codes may use the camera."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from motcua.foundation.ui.web.device_policy import HEADER, DevicePolicyMiddleware, may_use_camera


def _page(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse("")


@pytest.mark.parametrize(("view", "camera"), [(_page, "camera=()"), (may_use_camera(_page), "camera=(self)")])
def test_a_page_has_no_camera_unless_it_opens_it(rf: RequestFactory, view: object, camera: str) -> None:
    assert callable(view)
    policy = DevicePolicyMiddleware(view)(rf.get("/")).headers[HEADER]
    assert policy.split(", ") == [camera, "microphone=()", "geolocation=()"]


def test_the_pages_of_the_platform_are_closed(client: Client) -> None:
    assert client.get("/khong-co/").headers[HEADER].startswith("camera=(),")
