"""What does a line about a reading call the thing that was read? Each room names its own.

A room registers from its `apps.py`; what nobody names is called a dossier, whose page is the one that is read most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise


@dataclass(frozen=True)
class ReadWords:
    """What was done when its page was read, and what for, where nobody wrote a reason."""

    done: StrOrPromise
    why: StrOrPromise


DOSSIER: Final = ReadWords(_("Xem hồ sơ"), _("Giải quyết hồ sơ"))
REQUEST: Final = ReadWords(_("Xem yêu cầu về dữ liệu cá nhân"), _("Trả lời yêu cầu về dữ liệu cá nhân"))
_words: dict[str, ReadWords] = {"subject_request": REQUEST}


def register_read_words(about_type: str, words: ReadWords) -> None:
    """Name what is read under `about_type`; the same again replaces it."""
    _words[about_type] = words


def read_words(about_type: str) -> ReadWords:
    """Return the words for a thing of this kind."""
    return _words.get(about_type, DOSSIER)
