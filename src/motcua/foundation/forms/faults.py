"""What is wrong with an answer? A fault has a code for programs, a sentence for the person, and the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise


@dataclass(frozen=True)
class Fault:
    """One fault; `path` leads to the part of a composite answer: ("ward",) or ("0", "full_name")."""

    code: str
    message: StrOrPromise
    path: tuple[str, ...] = ()

    def below(self, *steps: str) -> Fault:
        """Return the same fault seen from further out."""
        return replace(self, path=(*steps, *self.path))


class Faulty(Exception):
    """An answer cannot be accepted; `faults` says why, one entry for each thing to correct."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


def fault(code: str, message: StrOrPromise) -> Faulty:
    """Return the exception for a single fault of the whole answer."""
    return Faulty([Fault(code, message)])


class FormRefused(Refused):
    """Answers break the rules of their form.

    `errors` holds the sentences by the path of the field ("phone", "address.ward", "children.0.full_name"), `codes`
    the codes.
    """

    def __init__(self, faults: Mapping[str, tuple[Fault, ...]]) -> None:
        super().__init__("form_refused", _("Có mục chưa điền đúng. Sửa các mục được nêu rồi gửi lại."))
        self.errors: dict[str, list[str]] = {}
        self.codes: dict[str, list[str]] = {}
        for key, found in faults.items():
            for one in found:
                place = ".".join((key, *one.path))
                self.errors.setdefault(place, []).append(str(one.message))
                self.codes.setdefault(place, []).append(one.code)
