"""A remote signing service on loopback that keeps to the protocol (CSC API v2): who, for which digest, once."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding

CLIENT, SECRET, CREDENTIAL, PIN = "mot-cua", "khoa-ung-dung", "con-dau-01", "246810"
SHA256 = "2.16.840.1.101.3.4.2.1"
MECHANISMS = {"1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"}  # RSA and ECDSA, each with SHA-256


@dataclass
class Service:
    """What the service holds. `changes` is laid over its answers; `signs_with` is the key, whatever the certificate."""

    chain: list[x509.Certificate]
    signs_with: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    tokens: set[str] = field(default_factory=set)
    allowed: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def answer(self, call: str, asked: dict[str, Any], bearer: str) -> tuple[int, dict[str, Any]]:
        """Return status and body."""
        self.calls.append(call)
        if bearer not in self.tokens:
            return 401, {"error": "invalid_token"}
        if asked.get("credentialID") != CREDENTIAL:
            return 400, {"error": "invalid_request", "error_description": "Invalid parameter credentialID"}
        known = {
            "credentials/info": self._info,
            "credentials/authorize": self._authorize,
            "signatures/signHash": self._sign,
        }
        status, body = known[call](asked)
        return status, body | self.changes.get(call, {})

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """Return an access token for whoever knows the secret."""
        told = {name: values[0] for name, values in form.items()}
        if (told.get("grant_type"), told.get("client_id"), told.get("client_secret")) != (
            "client_credentials",
            CLIENT,
            SECRET,
        ):
            return 401, {"error": "invalid_client"}
        made = secrets.token_hex(8)
        self.tokens.add(made)
        return 200, {"access_token": made, "token_type": "Bearer", "expires_in": 600}

    def _info(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        assert asked["certificates"] == "chain"
        return 200, {
            "key": {"status": "enabled", "algo": sorted(MECHANISMS), "len": 2048},
            "cert": {
                "status": "valid",
                "certificates": [base64.b64encode(each.public_bytes(Encoding.DER)).decode() for each in self.chain],
            },
            "auth": {"mode": "explicit", "objects": [{"type": "Password", "id": "PIN"}]},
            "SCAL": "2",
            "multisign": 1,
        }

    def _authorize(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if asked.get("authData") != [{"id": "PIN", "value": PIN}]:
            return 400, {"error": "invalid_pin", "error_description": "The PIN is invalid"}
        if asked.get("hashAlgorithmOID") != SHA256 or asked.get("numSignatures") != len(asked["hashes"]):
            return 400, {"error": "invalid_request"}
        sad = secrets.token_hex(16)
        self.allowed[sad] = asked["hashes"]
        return 200, {"SAD": sad, "expiresIn": 60}

    def _sign(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.allowed.pop(asked["SAD"], None) != asked["hashes"]:
            return 400, {"error": "invalid_request", "error_description": "Invalid parameter SAD"}
        if asked.get("hashAlgorithmOID") != SHA256 or asked.get("signAlgo") not in MECHANISMS:
            return 400, {"error": "invalid_request", "error_description": "Invalid parameter signAlgo"}
        digest, ready, key = base64.b64decode(asked["hashes"][0]), Prehashed(hashes.SHA256()), self.signs_with
        if isinstance(key, rsa.RSAPrivateKey):
            made = key.sign(digest, padding.PKCS1v15(), ready)
        else:
            made = key.sign(digest, ec.ECDSA(ready))
        return 200, {"signatures": [base64.b64encode(made).decode()]}


class StandIn(HTTPServer):
    """The service behind HTTP; `is_broken` makes it answer nonsense."""

    def __init__(self, service: Service) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = service
        self.is_broken = False

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        """Answer one call."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/oauth2/token":
            status, told = self.server.service.token(parse_qs(body.decode()))
        else:
            call = self.path.removeprefix("/csc/v2/")
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, told = self.server.service.answer(call, json.loads(body), bearer)
        content = b"<html>" if self.server.is_broken else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""
