"""Messages and stand-ins of the servers that take them."""

import asyncio
import json
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel, OutboxMessage

GATEWAY_KEY = "khóa-thử".encode().hex()
_ADDRESSES = {Channel.EMAIL: "anh@example.vn", Channel.SMS: "0901234567", Channel.INBOX: ""}


def make_message(
    now: datetime,
    *,
    channel: Channel = Channel.EMAIL,
    to: str | None = None,
    unit_id: int | None = None,
    about: tuple[str, str] = ("dossier", "12"),
    once: str | None = None,
    subject: str = "Đã nhận hồ sơ",
    body: str = "Hồ sơ của anh/chị đã được tiếp nhận.",
) -> OutboxMessage:
    """Write a message that a dossier was received."""
    return send_message(
        channel=channel,
        to=_ADDRESSES[channel] if to is None else to,
        subject=subject,
        body=body,
        about=about,
        unit_id=unit_id,
        now=now,
        once=once,
    )


@dataclass
class MailServer:
    """A real SMTP server on loopback: what came in, and how it answers the next commands."""

    port: int = 0
    received: list[Message] = field(default_factory=list)
    answer_to_recipient: str = "250 OK"
    answer_to_data: str = "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """Take or refuse a recipient."""
        if self.answer_to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the mail and answer."""
        self.received.append(message_from_bytes(envelope.content))
        return self.answer_to_data


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server on a free port of loopback."""
    kept = MailServer()
    controller = _AnyPort(kept, hostname="127.0.0.1", port=0)
    controller.start()
    kept.port = _port_of(controller.server)
    try:
        yield kept
    finally:
        controller.stop()


def _port_of(server: object) -> int:
    assert isinstance(server, asyncio.Server)
    return int(server.sockets[0].getsockname()[1])


class _AnyPort(Controller):
    """A controller whose first connection goes to the port the system chose."""

    def _trigger_server(self) -> None:
        port = _port_of(self.server)
        with smtplib.SMTP("127.0.0.1", port, timeout=5):
            pass


@dataclass
class SmsGateway:
    """A stand-in of an SMS gateway that checks the key and takes each message once."""

    url: str = ""
    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: int = 0
    answers: list[int] = field(default_factory=list)


@contextmanager
def sms_gateway() -> Iterator[SmsGateway]:
    """Run the gateway on a free port of loopback; `answers` are statuses given before it works as it should."""
    kept = SmsGateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.requests += 1
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = kept.answers.pop(0) if kept.answers else self._judge(content)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", kept.url + "/elsewhere")
            self.end_headers()
            self.wfile.write(b"no" if status >= 300 else b"ok")

        def _judge(self, content: dict[str, str]) -> int:
            if self.headers["Authorization"] != f"Bearer {GATEWAY_KEY}":
                return 401
            key = self.headers["Idempotency-Key"]
            if key != content["id"] or set(content) != {"id", "to", "sender", "text"}:
                return 422
            if key in kept.taken:
                return 409
            kept.taken[key] = content
            return 202

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/sms"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
