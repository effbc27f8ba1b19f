"""The seal: whose key signs? One port, and behind it a key file, a PKCS#11 token or a remote signing service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import Signer

from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.remote import RemoteSeal
from motcua.foundation.documents.signing.trial import kept_trial_seal


class Seal(Protocol):
    """A key with its certificate."""

    def opened(self) -> Iterator[Signer]:
        """Yield what signs, once, and put the key away afterwards; raise SealUnavailable."""


@dataclass(frozen=True)
class FileSeal:
    """A key and its certificates in a PKCS#12 file."""

    path: Path
    password: str = ""

    def opened(self) -> Iterator[Signer]:
        """Yield the signer of the file; the key is read again when the file changes."""
        try:
            changed_at = self.path.stat().st_mtime_ns
        except OSError as fault:
            raise SealUnavailable(f"{self.path}: {fault.strerror}") from fault
        yield _file_signer(self.path, self.password, changed_at)


@dataclass(frozen=True)
class TokenSeal:
    """A key that never leaves its token (PKCS#11): a USB token, a smart card or a hardware security module.

    `module` is the driver's library, `token` the label of the token, `label` that of certificate and key.
    """

    module: str
    token: str
    label: str
    pin: str

    def opened(self) -> Iterator[Signer]:
        """Yield a signer on an open session."""
        # PLC0415: only installations with a token have the driver's library
        from pkcs11 import PKCS11Error  # noqa: PLC0415
        from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415

        try:
            session = open_pkcs11_session(
                self.module, token_criteria=TokenCriteria(label=self.token), user_pin=self.pin
            )
        except (PKCS11Error, OSError, RuntimeError) as fault:
            raise SealUnavailable(f"PKCS#11 {self.token}: {type(fault).__name__} {fault}") from fault
        with session:
            try:
                # the plain mechanisms sign a digest we made: every token has them, not every one can hash
                yield PKCS11Signer(session, cert_label=self.label, key_label=self.label, use_raw_mechanism=True)
            except PKCS11Error as fault:
                raise SealUnavailable(f"PKCS#11 {self.token}: {type(fault).__name__} {fault}") from fault


def seal() -> Seal | None:
    """Return the seal of this installation, None where results are not sealed."""
    if settings.SEAL_MODULE:
        return TokenSeal(settings.SEAL_MODULE, settings.SEAL_TOKEN, settings.SEAL_LABEL, settings.SEAL_PIN)
    if settings.SEAL_REMOTE_URL:
        return RemoteSeal(
            service=settings.SEAL_REMOTE_URL,
            token=settings.SEAL_REMOTE_TOKEN_URL,
            client=settings.SEAL_REMOTE_CLIENT,
            secret=settings.SEAL_REMOTE_SECRET,
            credential=settings.SEAL_REMOTE_CREDENTIAL,
            pin=settings.SEAL_REMOTE_PIN,
        )
    if not settings.SEAL_FILE:
        return None
    path = Path(settings.SEAL_FILE)
    return FileSeal(kept_trial_seal(path) if settings.SEAL_IS_TRIAL else path, settings.SEAL_PASSWORD)


def has_seal_of_authority() -> bool:
    """Tell whether results are sealed with a certificate that was issued for it, not with none or one for trials."""
    return bool(settings.SEAL_MODULE or settings.SEAL_REMOTE_URL or (settings.SEAL_FILE and not settings.SEAL_IS_TRIAL))


@contextmanager
def signer_of(chosen: Seal) -> Iterator[Signer]:
    """Give the signer of a seal; what the seal holds open is closed at the end."""
    yield from chosen.opened()


@cache
def _file_signer(path: Path, password: str, _changed_at: int) -> Signer:
    """Return the signer of a file; checking the key takes a moment, so it is kept."""
    loaded: Signer | None = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(path), passphrase=password.encode() or None
    )
    if loaded is None:
        raise SealUnavailable(f"{path} is no PKCS#12 file, or its password is another")
    return loaded
