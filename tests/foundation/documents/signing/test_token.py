"""A key that stays in its token signs as well: tried with SoftHSM, a token made of software."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pytest_django.fixtures import Settings

from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.seals import TokenSeal, seal
from motcua.foundation.documents.signing.sign import sign_pdf
from motcua.foundation.documents.signing.trial import HOLDER, trial_seal
from motcua.foundation.documents.signing.trust import trusted_roots
from motcua.foundation.documents.signing.verdict import Finding
from motcua.foundation.documents.signing.verify import verify_pdf
from tests.factories.attachments import make_pdf

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
PIN, TOKEN, LABEL = "1234", "motcua-thu", "con-dau"


def _module() -> str:
    found = next((path for path in MODULES if Path(path).exists()), "")
    if not found or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed (apt-get install softhsm2)")
    return found


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The module of a token with key and certificate, and the file of its authority."""
    module, folder = _module(), tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    held = pkcs12.load_pkcs12(trial_seal(), None)
    assert held.key is not None
    assert held.cert is not None
    key = held.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(key)
    root = held.additional_certs[0].certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "root.pem").write_bytes(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        _fill(module, folder / "key.pem", held.cert.certificate.public_bytes(serialization.Encoding.DER))
        yield module, folder / "root.pem"


def _fill(module: str, key: Path, certificate: bytes) -> None:
    import pkcs11  # noqa: PLC0415 - the driver is read once, with the environment of the token
    from pkcs11.util.x509 import decode_x509_certificate  # noqa: PLC0415 - as above

    tool = ["softhsm2-util", "--token", TOKEN, "--pin", PIN]
    subprocess.run([*tool, "--init-token", "--free", "--label", TOKEN, "--so-pin", PIN], check=True)
    subprocess.run([*tool, "--import", str(key), "--label", LABEL, "--id", "01"], check=True)
    with pkcs11.lib(module).get_token(token_label=TOKEN).open(user_pin=PIN, rw=True) as session:
        attributes = decode_x509_certificate(certificate)
        session.create_object({**attributes, pkcs11.Attribute.LABEL: LABEL, pkcs11.Attribute.TOKEN: True})


def test_a_token_signs_and_the_file_is_trusted(token: tuple[str, Path], settings: Settings, now: datetime) -> None:
    settings.SEAL_MODULE, settings.SEAL_TOKEN, settings.SEAL_LABEL, settings.SEAL_PIN = token[0], TOKEN, LABEL, PIN
    settings.SEAL_ROOTS = str(token[1])
    chosen = seal()
    assert isinstance(chosen, TokenSeal)
    for _again in range(2):
        made = sign_pdf(make_pdf(), seal=chosen, reason="Kết quả", now=now)
        verdict = verify_pdf(made.data, roots=trusted_roots(), now=now)
        assert (verdict.finding, verdict.signer) == (Finding.TRUSTED, HOLDER)


@pytest.mark.parametrize(
    "wrong",
    [{"pin": "9999"}, {"token": "khac"}, {"label": "khac"}, {"module": "/nowhere/driver.so"}],
    ids=["pin", "token", "label", "module"],
)
def test_a_wrong_setting_of_the_token_is_one_sentence(
    token: tuple[str, Path], wrong: dict[str, str], now: datetime
) -> None:
    right = {"module": token[0], "token": TOKEN, "label": LABEL, "pin": PIN}
    with pytest.raises(SealUnavailable, match="Chưa ký số được"):
        sign_pdf(make_pdf(), seal=TokenSeal(**(right | wrong)), reason="", now=now)
