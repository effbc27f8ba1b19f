"""SMS by an HTTP gateway of the authority's telecom provider, or a small bridge in front of it.

What we send: `POST` to MOTCUA_SMS_URL with `Authorization: Bearer <MOTCUA_SMS_KEY>`, `Idempotency-Key: <uuid>` and
a JSON object `{"id": "<uuid>", "to": "0901234567", "sender": "MOTCUA", "text": "…"}` in UTF-8.

What we expect: any 2xx = taken; 409 = this key was taken before, so the message is out; 400, 404, 410, 413 and 422 =
this message will never be taken; anything else (401, 403, 408, 429, 5xx, no answer) = later. Redirects are not
followed, because they would carry the key elsewhere. docs/sms-gateway.md says the same for whoever builds the bridge.
"""

import http.client
import json
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from motcua.foundation.messages.channels.faults import NotDelivered
from motcua.foundation.messages.models import OutboxMessage

TIMEOUT = 15
ANSWER_LIMIT = 300
ALREADY_TAKEN = 409
FINAL = frozenset({400, 404, 410, 413, 422})


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Follow none: the answer 3xx becomes an HTTPError."""


_opener = build_opener(_NoRedirect)


def is_on() -> bool:
    """Tell whether a gateway and its key are set (MOTCUA_SMS_URL, MOTCUA_SMS_KEY)."""
    return bool(settings.SMS_GATEWAY_URL and settings.SMS_GATEWAY_KEY)


def hand_over(message: OutboxMessage) -> None:
    """Give the message to the gateway; raise NotDelivered when it does not take it."""
    try:
        with _opener.open(_request(message), timeout=TIMEOUT):
            return
    except HTTPError as fault:
        with fault:
            if fault.code == ALREADY_TAKEN:
                return
            answer = fault.read(ANSWER_LIMIT).decode(errors="replace")
        raise NotDelivered(f"HTTP {fault.code} {answer}".strip(), is_final=fault.code in FINAL) from fault
    except URLError as fault:
        raise NotDelivered(f"{fault.reason}") from fault
    except (OSError, http.client.HTTPException) as fault:
        raise NotDelivered(f"{type(fault).__name__}: {fault}") from fault


def _request(message: OutboxMessage) -> Request:
    reference = str(message.reference)
    content = {"id": reference, "to": message.to, "sender": settings.SMS_SENDER, "text": message.said}
    return Request(  # noqa: S310 - the operator's own address, checked to be http(s)
        settings.SMS_GATEWAY_URL,
        data=json.dumps(content, ensure_ascii=False).encode(),
        headers={
            "Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}",
            "Idempotency-Key": reference,
            "Content-Type": "application/json; charset=utf-8",
        },
        method="POST",
    )
