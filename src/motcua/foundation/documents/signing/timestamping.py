"""Time stamps of a time-stamping server (RFC 3161 over HTTP, section 3.4)."""

import http.client
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from motcua.foundation.documents.signing.faults import SealUnavailable

TIMEOUT = 10  # seconds: the leader who signs is waiting
_LARGEST = 100_000  # bytes: an answer with its certificates has some thousands


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Follow none: the answer 3xx becomes an HTTPError."""


_opener = build_opener(_NoRedirect)


class HttpTimeStamper(TimeStamper):
    """Asks the server at `address`, which the operator has set."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the server's answer; raise SealUnavailable when there is none that can be read."""
        request = Request(  # noqa: S310 - the operator's own address, checked to be http(s)
            self._address,
            data=req.dump(),
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
            method="POST",
        )
        try:
            with _opener.open(request, timeout=TIMEOUT) as answer:
                return tsp.TimeStampResp.load(answer.read(_LARGEST))
        except (URLError, OSError, http.client.HTTPException, ValueError) as fault:
            raise SealUnavailable(f"time stamp: {type(fault).__name__} {fault}") from fault
