"""A seal whose key lies with a remote signing service: the Cloud Signature Consortium's API, version 2.

The file never leaves: the service is sent the digest of what is signed, after it was authorised for exactly that digest
(`credentials/authorize`, then `signatures/signHash`). We sign in to it as an application (OAuth 2, client credentials).
Tried against a stand-in that keeps to the protocol; a service that wants a person's one-time code for each signature
does not seal by itself, and is refused.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.foundation.documents.signing.faults import SealUnavailable

TIMEOUT = 15  # seconds: the leader who signs is waiting
_LARGEST = 200_000  # bytes: an answer with a chain of certificates has some thousands
_RAW_SIZE = 1024  # bytes kept free for a signature: an RSA key of 8192 bits
_DIGEST = "sha256"
_OID = algos.DigestAlgorithmId(_DIGEST).dotted


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Follow none: PIN and token go to the operator's own address and nowhere else."""


_opener = build_opener(_NoRedirect)


@dataclass(frozen=True)
class RemoteSeal:
    """A credential of a signing service.

    `service` is the address before "credentials/info" (it ends in /csc/v2), `token` that of its OAuth 2 token; `client`
    and `secret` are ours there, `credential` names the key, `pin` opens it ("" when the service wants none).
    """

    service: str
    token: str
    client: str
    secret: str = field(repr=False)
    credential: str
    pin: str = field(default="", repr=False)

    def opened(self) -> Iterator[Signer]:
        """Yield a signer for one signature; raise SealUnavailable."""
        session = _Session(self, _access_token(self))
        chain = session.certificates()
        yield _RemoteSigner(session, chain)


class _Session:
    """Calls of the service with one access token."""

    def __init__(self, seal: RemoteSeal, token: str) -> None:
        self._seal = seal
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def certificates(self) -> list[x509.Certificate]:
        """Return the certificate of the credential and those above it; raise SealUnavailable when it may not sign."""
        told = self._asked("credentials/info", certificates="chain", certInfo=False, authInfo=True)
        states = (_part(told, "key").get("status"), _part(told, "cert").get("status", "valid"))
        if states != ("enabled", "valid"):
            raise SealUnavailable(f"remote seal: key and certificate are {states}")
        if _needs_a_person(_part(told, "auth")):
            raise SealUnavailable("remote seal: the service wants a one-time code for each signature")
        try:
            chain = [x509.Certificate.load(base64.b64decode(each)) for each in told["cert"]["certificates"]]
            chain[0].public_key  # noqa: B018 - reads it: what is no certificate raises here
        except (LookupError, TypeError, ValueError) as fault:
            raise SealUnavailable(f"remote seal: no certificates that can be read ({fault})") from fault
        return chain

    def signature(self, digest: bytes, mechanism: str) -> bytes:
        """Return the signature over a SHA-256 digest, by a mechanism named by its OID."""
        hashed = {"hashes": [base64.b64encode(digest).decode()], "hashAlgorithmOID": _OID}
        proof = {"authData": [{"id": "PIN", "value": self._seal.pin}]} if self._seal.pin else {}
        allowed = self._asked("credentials/authorize", numSignatures=1, **hashed, **proof)
        signed = self._asked(
            "signatures/signHash", SAD=str(allowed.get("SAD", "")), signAlgo=mechanism, operationMode="S", **hashed
        )
        try:
            (only,) = signed["signatures"]
            return base64.b64decode(only, validate=True)
        except (LookupError, TypeError, ValueError) as fault:
            raise SealUnavailable(f"remote seal: no signature in the answer ({fault})") from fault

    def _asked(self, call: str, **given: object) -> dict[str, Any]:
        body = json.dumps({"credentialID": self._seal.credential, **given}).encode()
        return _answer(f"{self._seal.service.rstrip('/')}/{call}", body, self._headers)


class _RemoteSigner(Signer):
    """pyHanko's signer that sends the digest away, and looks at what comes back before it is put into a file."""

    def __init__(self, session: _Session, chain: Sequence[x509.Certificate]) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        super().__init__(signing_cert=chain[0], cert_registry=store)
        self._session = session

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 - pyHanko's own
        """Return the signature over `data`; raise SealUnavailable for one that is not of the certificate's key."""
        if dry_run:
            return bytes(_RAW_SIZE)
        if digest_algorithm != _DIGEST:
            raise SealUnavailable(f"remote seal: {digest_algorithm} is not what we sign with")
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)["algorithm"].dotted
        signature = self._session.signature(hashlib.sha256(data).digest(), mechanism)
        if self.signing_cert is None or not _is_of(self.signing_cert, signature, data):
            raise SealUnavailable("remote seal: the signature is not of the key in the certificate")
        return signature


def _is_of(certificate: x509.Certificate, signature: bytes, data: bytes) -> bool:
    key = serialization.load_der_public_key(certificate.public_key.dump())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _needs_a_person(auth: Mapping[str, Any]) -> bool:
    """Tell whether the service asks for more than a PIN that never changes."""
    asked = auth.get("objects") or []
    kinds = {str(each.get("type", "")).casefold() for each in asked if isinstance(each, Mapping)}
    return str(auth.get("mode", "explicit")) != "explicit" or not kinds <= {"password", "pin"}


def _access_token(seal: RemoteSeal) -> str:
    asked = {"grant_type": "client_credentials", "client_id": seal.client, "client_secret": seal.secret}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    told = _answer(seal.token, urlencode({**asked, "scope": "service"}).encode(), headers)
    token = told.get("access_token")
    if not isinstance(token, str) or not token:
        raise SealUnavailable("remote seal: the service gave no access token")
    return token


def _answer(address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON object the service answers; raise SealUnavailable, whose reason holds none of our secrets."""
    request = Request(  # noqa: S310 - the operator's own address, checked to be http(s)
        address, data=body, headers={**headers, "Accept": "application/json"}, method="POST"
    )
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            told = json.loads(answer.read(_LARGEST))
    except HTTPError as fault:
        with fault:
            said = fault.read(500).decode(errors="replace")
        raise SealUnavailable(f"remote seal: HTTP {fault.code} {said}") from fault
    except (URLError, OSError, http.client.HTTPException, ValueError) as fault:
        raise SealUnavailable(f"remote seal: {type(fault).__name__} {fault}") from fault
    if not isinstance(told, dict):
        raise SealUnavailable("remote seal: the answer is no object")
    return told


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}
