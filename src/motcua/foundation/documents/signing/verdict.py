"""What was found out about a file, as plain values that pass between two processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class Finding(StrEnum):
    """What is true of the signatures of a file, the worst first."""

    UNREADABLE = "unreadable"  # no PDF that can be read to its end
    UNSIGNED = "unsigned"  # a PDF without a signature
    BROKEN = "broken"  # the signed bytes, or the signature itself, were changed
    APPENDED = "appended"  # the signed bytes are whole, and something was added behind them
    STRANGER = "stranger"  # whole, but nobody we know has signed
    TRUSTED = "trusted"  # whole, and the signer is one of ours


@dataclass(frozen=True)
class Verdict:
    """The finding, who signed and when.

    `signed_at` is what the signature claims, or the time stamp when `is_stamped`; `digest` is the SHA-256 (in
    hexadecimal) of the bytes that were signed, `certificate` that of the signer's certificate.
    """

    finding: Finding
    signer: str = ""
    signed_at: datetime | None = None
    is_stamped: bool = False
    digest: str = ""
    certificate: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was changed since somebody signed."""
        return self.finding in {Finding.STRANGER, Finding.TRUSTED}

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {**asdict(self), "signed_at": self.signed_at.isoformat() if self.signed_at else None}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Return the verdict that `as_data` wrote."""
        at = data["signed_at"]
        return cls(
            **{**data, "finding": Finding(data["finding"]), "signed_at": datetime.fromisoformat(at) if at else None}
        )
