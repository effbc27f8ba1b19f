"""A key that lies with a remote service signs as well: tried against a stand-in that keeps to the protocol."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from motcua.config import checks
from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.remote import RemoteSeal
from motcua.foundation.documents.signing.seals import seal
from motcua.foundation.documents.signing.sign import sign_pdf
from motcua.foundation.documents.signing.trust import trusted_roots
from motcua.foundation.documents.signing.verdict import Finding
from motcua.foundation.documents.signing.verify import verify_pdf
from tests.factories.attachments import make_pdf
from tests.foundation.documents.signing.csc_stand_in import CLIENT, CREDENTIAL, PIN, SECRET, Service, StandIn

HOLDER = "Con dấu từ xa dùng thử"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def make_key(kind: str) -> Key:
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def make_chain(key: Key) -> list[x509.Certificate]:
    """Return a certificate for signing and the authority above it."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cơ quan chứng thực dùng thử")])

    def made(name: x509.Name, public: Any, *, is_root: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(root_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(2018, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2049, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not is_root,
                    content_commitment=not is_root,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    key_cert_sign=is_root,
                    crl_sign=is_root,
                    encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
            .sign(root_key, hashes.SHA256())
        )

    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOLDER)])
    return [made(own, key.public_key(), is_root=False), made(root_name, root_key.public_key(), is_root=True)]


@pytest.fixture(params=["rsa", "ec"])
def remote(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[StandIn]:
    """A service with one credential, set up as an operator does."""
    key = make_key(request.param)
    chain = make_chain(key)
    server = StandIn(Service(chain, key))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    (tmp_path / "roots.pem").write_bytes(chain[1].public_bytes(Encoding.PEM))
    settings.SEAL_FILE, settings.SEAL_ROOTS = "", str(tmp_path / "roots.pem")
    settings.SEAL_REMOTE_URL = f"{server.address}/csc/v2"
    settings.SEAL_REMOTE_TOKEN_URL = f"{server.address}/oauth2/token"
    settings.SEAL_REMOTE_CLIENT, settings.SEAL_REMOTE_SECRET = CLIENT, SECRET
    settings.SEAL_REMOTE_CREDENTIAL, settings.SEAL_REMOTE_PIN = CREDENTIAL, PIN
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def chosen() -> RemoteSeal:
    found = seal()
    assert isinstance(found, RemoteSeal)
    return found


def test_the_service_signs_and_the_file_is_trusted(remote: StandIn, now: datetime) -> None:
    assert checks.check_seal() == []
    for _again in range(2):
        made = sign_pdf(make_pdf(), seal=chosen(), reason="Kết quả", now=now)
        verdict = verify_pdf(made.data, roots=trusted_roots(), now=now)
        assert (verdict.finding, verdict.signer, made.level) == (Finding.TRUSTED, HOLDER, "B-B")
    assert remote.service.calls == ["credentials/info", "credentials/authorize", "signatures/signHash"] * 2


@pytest.mark.parametrize(
    "wrong",
    [{"secret": "khac"}, {"credential": "khac"}, {"pin": "000000"}, {"pin": ""}, {"service": "http://127.0.0.1:9"}],
    ids=["secret", "credential", "pin", "no pin", "nobody there"],
)
def test_a_wrong_setting_is_one_sentence_and_tells_no_secret(
    remote: StandIn, wrong: dict[str, str], now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(SealUnavailable, match="Chưa ký số được"):
        sign_pdf(make_pdf(), seal=replace(chosen(), **wrong), reason="", now=now)
    told = caplog.text + repr(chosen())
    assert "remote seal" in told
    assert not any(secret in told for secret in (SECRET, PIN, *remote.service.tokens))


@pytest.mark.parametrize(
    ("call", "change"),
    [
        ("credentials/info", {"key": {"status": "disabled"}}),
        ("credentials/info", {"cert": {"status": "revoked", "certificates": []}}),
        ("credentials/info", {"cert": {"status": "valid", "certificates": ["bm90IGE="]}}),
        ("credentials/info", {"auth": {"mode": "oauth2code"}}),
        ("credentials/info", {"auth": {"mode": "explicit", "objects": [{"type": "OTP", "id": "otp"}]}}),
        ("credentials/authorize", {"SAD": "of-another-digest"}),
        ("signatures/signHash", {"signatures": []}),
        ("signatures/signHash", {"signatures": ["AAAA"]}),
        ("signatures/signHash", {"signatures": "???"}),
    ],
)
def test_what_the_service_should_not_answer_signs_nothing(
    remote: StandIn, call: str, change: dict[str, Any], now: datetime
) -> None:
    remote.service.changes[call] = change
    with pytest.raises(SealUnavailable):
        sign_pdf(make_pdf(), seal=chosen(), reason="", now=now)


def test_a_signature_of_another_key_is_noticed_before_it_is_in_a_file(remote: StandIn, now: datetime) -> None:
    remote.service.signs_with = make_key("ec")
    with pytest.raises(SealUnavailable) as refusal:
        sign_pdf(make_pdf(), seal=chosen(), reason="", now=now)
    assert "not of the key" in refusal.value.reason


def test_nonsense_is_no_answer(remote: StandIn, now: datetime) -> None:
    remote.is_broken = True
    with pytest.raises(SealUnavailable):
        sign_pdf(make_pdf(), seal=chosen(), reason="", now=now + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEAL_REMOTE_URL", "http://ky-so.vidu.vn/csc/v2"),
        ("SEAL_REMOTE_SECRET", ""),
        ("SEAL_ROOTS", ""),
        ("SEAL_FILE", __file__),
    ],
)
def test_half_a_setting_is_told_at_the_start(remote: StandIn, settings: Settings, name: str, value: str) -> None:
    assert remote.service.calls == []
    setattr(settings, name, value)
    assert [fault.id for fault in checks.check_seal()] == ["motcua.E040"]
