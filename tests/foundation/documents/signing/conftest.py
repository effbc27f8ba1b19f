"""A seal of no legal value, made once, and the roots that vouch for it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import x509
from pytest_django.fixtures import Settings

from motcua.foundation.documents.signing.seals import FileSeal
from motcua.foundation.documents.signing.trial import trial_seal
from motcua.foundation.documents.signing.trust import trusted_roots


@dataclass(frozen=True)
class TrialSeal:
    """A seal and its authorities."""

    seal: FileSeal
    roots: list[x509.Certificate]


@pytest.fixture(scope="session")
def seal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key file of the seal."""
    path = tmp_path_factory.mktemp("seal") / "seal.p12"
    path.write_bytes(trial_seal())
    return path


@pytest.fixture
def trial(seal_file: Path, settings: Settings) -> TrialSeal:
    """The seal, set up as an operator does."""
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = str(seal_file), False
    return TrialSeal(FileSeal(seal_file), trusted_roots())
