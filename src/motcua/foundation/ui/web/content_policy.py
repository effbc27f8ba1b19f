"""The content security policy: one for every page, so it is written once and not anew for each answer."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicyMiddleware:
    """Send the policy of `settings.CONTENT_SECURITY_POLICY` with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request under the policy."""
        response = self.get_response(request)
        response.headers[HEADER] = self.policy
        return response
