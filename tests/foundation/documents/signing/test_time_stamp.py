"""With a time-stamping server the time is proven: tried against a stand-in on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pytest_django.fixtures import Settings

from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.sign import sign_pdf
from motcua.foundation.documents.signing.verdict import Finding
from motcua.foundation.documents.signing.verify import verify_pdf
from tests.factories.attachments import make_pdf
from tests.foundation.documents.signing.conftest import TrialSeal


def make_stamper(now: datetime) -> DummyTimeStamper:
    """Return a time-stamping authority of one certificate that vouches for itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Máy chủ dấu thời gian thử")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(plain),
        fixed_dt=now,
    )


class Answering(BaseHTTPRequestHandler):
    """Stamps whatever is posted, or answers nonsense."""

    stamper: ClassVar[DummyTimeStamper]
    is_broken: ClassVar[bool] = False

    def do_POST(self) -> None:
        """Answer one request."""
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        content = b"<html>" if self.is_broken else self.stamper.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def tsa(now: datetime, settings: Settings) -> Iterator[type[Answering]]:
    """A time-stamping server, set up as an operator does."""
    Answering.stamper, Answering.is_broken = make_stamper(now), False
    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SEAL_TSA_URL = f"http://127.0.0.1:{server.server_port}/tsa"
    yield Answering
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_time_is_that_of_the_server(trial: TrialSeal, now: datetime, tsa: type[Answering]) -> None:
    made = sign_pdf(make_pdf(), seal=trial.seal, reason="Kết quả", now=now - timedelta(minutes=3))
    verdict = verify_pdf(made.data, roots=[*trial.roots, tsa.stamper.tsa_cert], now=now)
    assert made.level == "B-T"
    assert (verdict.finding, verdict.signed_at, verdict.is_stamped) == (Finding.TRUSTED, now, True)


def test_a_stamp_of_an_authority_we_do_not_know_proves_no_time(
    trial: TrialSeal, now: datetime, tsa: type[Answering]
) -> None:
    claimed = now - timedelta(minutes=3)
    made = sign_pdf(make_pdf(), seal=trial.seal, reason="Kết quả", now=claimed)
    verdict = verify_pdf(made.data, roots=trial.roots, now=now)
    assert (verdict.finding, verdict.signed_at, verdict.is_stamped) == (Finding.TRUSTED, claimed, False)


def test_a_server_that_answers_nonsense_or_not_at_all_stops_the_signing(
    trial: TrialSeal, now: datetime, tsa: type[Answering], settings: Settings
) -> None:
    tsa.is_broken = True
    with pytest.raises(SealUnavailable):
        sign_pdf(make_pdf(), seal=trial.seal, reason="", now=now)
    settings.SEAL_TSA_URL = "http://127.0.0.1:9/tsa"
    with pytest.raises(SealUnavailable):
        sign_pdf(make_pdf(), seal=trial.seal, reason="", now=now)
