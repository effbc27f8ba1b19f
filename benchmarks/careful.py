"""A careful client of the platform: what had no answer it sends again, with the token it sent first."""

import http.client
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO

from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TRIES = 600
REST = 0.1  # seconds between two
PATIENCE = 20  # seconds for an answer


@dataclass(frozen=True)
class Answer:
    """What came back. `is_again`: something sent before it had no answer, so it may have been done already."""

    status: int
    location: str
    text: str
    is_again: bool


@dataclass
class Session:
    """A browser: it keeps a session and sends forms with their guard against forgery."""

    port: int
    key: str = ""
    guard: str = field(default_factory=lambda: secrets.token_hex(16))

    def get(self, path: str) -> Answer:
        """Return the page."""
        return self._insist("GET", path, b"", {})

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]], **files: tuple[str, bytes]) -> Answer:
        """Send a form with files by field (name, content) and return the answer."""
        given = {**fields, **{name.replace("__", "-"): _named(*file) for name, file in files.items()}}
        body = encode_multipart(BOUNDARY, given)
        return self._insist("POST", path, body, {"Content-Type": MULTIPART_CONTENT, "X-CSRFToken": self.guard})

    def _insist(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        cookies = {settings.CSRF_COOKIE_NAME: self.guard}
        if self.key:
            cookies[settings.SESSION_COOKIE_NAME] = self.key
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return insist(self.port, method, path, body, {"Cookie": cookie, **headers})


def insist(port: int, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Ask until there is an answer that is not a breakdown of the server; raise TimeoutError when none comes."""
    is_again = False
    for _ in range(TRIES):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            answer = None
        finally:
            connection.close()
        if answer is not None and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Answer(answer.status, answer.headers.get("Location", ""), text, is_again)
        is_again = True
        time.sleep(REST)
    raise TimeoutError(path)


def expect(answer: Answer, is_right: Callable[[Answer], bool]) -> Answer:
    """Return the answer when it is right; raise RuntimeError with what it says."""
    if not is_right(answer):
        raise RuntimeError(f"{answer.status} {answer.location} {answer.text[:2000]}")
    return answer


def _named(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file
