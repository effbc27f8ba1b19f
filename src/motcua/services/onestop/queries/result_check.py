"""What anybody who holds a result may know of it, and whether a copy is the one that was issued.

The page holds what makes a result checkable and nothing of the person it is about. Whoever holds the paper reads the
name on it; the code alone, which may be on a photograph or in the history of a borrowed phone, must not give it away.
The name is compared instead: a genuine code on a paper with another name must not pass.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.documents.signing.apart import Busy, verify_apart
from motcua.foundation.documents.signing.trust import trusted_roots
from motcua.foundation.documents.signing.verdict import Finding, Verdict
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import fold
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.attempts import count_attempt
from motcua.services.onestop.links_over import result_destroyed
from motcua.services.onestop.models import DestroyedResult, IssuedResult
from motcua.services.onestop.queries.lookup import ATTEMPTS, WINDOW
from motcua.services.onestop.refusals import TooManyAttempts, TooManyComparisons
from motcua.services.onestop.results import numbers_of
from motcua.services.onestop.tokens import address_hash, parse, result_names_hash, token_hash

CHECKS = 30  # files from one address in a window: each costs a process of its own
NAMES, NAMES_A_DAY = 10, 30  # names from one address in a window, and for one result in a day
_DAY = timedelta(days=1)


class Match(StrEnum):
    """What a copy is beside the issued result."""

    IDENTICAL = "identical"
    ORIGINAL = "original"
    CHANGED = "changed"
    OTHER = "other"
    NOT_OURS = "not_ours"
    UNREADABLE = "unreadable"


# colour, heading, and what to do
WORDS: dict[Match, tuple[str, StrOrPromise, StrOrPromise]] = {
    Match.IDENTICAL: (
        "good",
        _("Đúng bản đã cấp"),
        _("Tệp vừa gửi giống từng byte với kết quả do cơ quan cấp. Có thể dùng."),
    ),
    Match.ORIGINAL: (
        "info",
        _("Bản trước khi đóng dấu"),
        _("Nội dung đúng, nhưng tệp này chưa có chữ ký số của cơ quan. Hãy dùng bản đã cấp cho người nộp hồ sơ."),
    ),
    Match.CHANGED: (
        "bad",
        _("Tệp đã bị thay đổi"),
        _("Tệp có chữ ký số nhưng nội dung hoặc chữ ký đã khác bản đã cấp. Không dùng tệp này; hãy xin lại bản gốc."),
    ),
    Match.OTHER: (
        "warn",
        _("Một văn bản khác"),
        _("Tệp có chữ ký số đúng, nhưng không phải kết quả của trang này. Hãy quét mã QR in trên chính tệp đó."),
    ),
    Match.NOT_OURS: (
        "bad",
        _("Không phải kết quả do cơ quan cấp"),
        _("Tệp không có chữ ký số của cơ quan. Không dùng tệp này thay cho kết quả."),
    ),
    Match.UNREADABLE: (
        "bad",
        _("Không đọc được tệp"),
        _("Tệp khác bản đã cấp và không đọc được như một tệp PDF: có thể bị hỏng khi gửi, hoặc bị thay đổi."),
    ),
}


class NameMatch(StrEnum):
    """What a name is beside that of whoever the result was issued to."""

    SAME = "same"
    MARKS = "marks"
    OTHER = "other"


# colour, heading, and what to do
NAME_WORDS: dict[NameMatch, tuple[str, StrOrPromise, StrOrPromise]] = {
    NameMatch.SAME: ("good", _("Đúng họ tên"), _("Kết quả này được cấp cho người có họ tên vừa nhập.")),
    NameMatch.MARKS: (
        "warn",
        _("Chỉ đúng khi bỏ dấu"),
        _("Họ tên vừa nhập khác dấu với họ tên trên bản lưu. Hãy xem lại từng dấu trên giấy rồi nhập lại."),
    ),
    NameMatch.OTHER: (
        "bad",
        _("Không đúng họ tên"),
        _(
            "Kết quả với mã này không cấp cho người có họ tên vừa nhập. Nếu đã nhập đúng như ghi trên giấy, giấy có "
            "thể bị sửa: hãy hỏi cơ quan đã cấp."
        ),
    ),
}


@dataclass(frozen=True)
class ResultPage:
    """One issued result and the name of the office on that day."""

    result: IssuedResult
    office: str
    numbers: str

    @property
    def title(self) -> str:
        """Return what it is called, in the active language where the procedure has a name for it."""
        return self.result.dossier.procedure_version.content.said_here(self.result.title)


@dataclass(frozen=True)
class Comparison:
    """What a copy is, its own SHA-256, and who signed it when that could be read."""

    match: Match
    sha256: str
    verdict: Verdict | None = None

    @property
    def words(self) -> tuple[str, StrOrPromise, StrOrPromise]:
        """Return colour, heading and advice."""
        return WORDS[self.match]


def result_by_token(*, text: str, address: str, now: datetime) -> ResultPage | None:
    """Return the result with this code; None for a wrong, malformed or unknown one alike. Three queries.

    Raises LinkOver for one whose record came to the end of its term, TooManyAttempts as the look-up does, and counts
    together with it.
    """
    token = parse(text)
    found = None
    if token is not None:
        related = ("dossier__procedure", "dossier__procedure_version", "issued", "original")
        results = IssuedResult.objects.select_related(*related)
        found = results.filter(token_hash=token_hash(token)).first()
    if found is not None:
        names = unit_names([found.unit_id], day_of(found.decided_at))
        return ResultPage(found, names.get(found.unit_id, ""), numbers_of(found))
    gone = DestroyedResult.objects.filter(token_hash=token_hash(token)).first() if token is not None else None
    if gone is not None:
        office = unit_names([gone.unit_id], gone.decided_on).get(gone.unit_id, "")
        raise result_destroyed(office=office, decided=date_vn(gone.decided_on), at=gone.destroyed_at)
    if count_attempt(address_hash(address), window=WINDOW, now=now) > ATTEMPTS:
        raise TooManyAttempts
    return None


def compare_copy(result: IssuedResult, data: bytes, *, address: str, now: datetime) -> Comparison:
    """Return what the file `data` is beside the issued result. Nothing of it is kept.

    Raises TooManyComparisons while this process looks at another file, and once an address has had `CHECKS` other files
    looked at in a window; the right file is recognised by its SHA-256 and always answered.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == result.issued_sha256:
        return Comparison(Match.IDENTICAL, sha256)
    if sha256 == result.original_sha256:
        return Comparison(Match.ORIGINAL, sha256)
    if count_attempt(address_hash(address, purpose="copies"), window=WINDOW, now=now) > CHECKS:
        raise TooManyComparisons
    try:
        verdict = verify_apart(data, roots=trusted_roots(), now=now)
    except Busy as busy:
        raise TooManyComparisons from busy
    return Comparison(
        match_of(verdict, seal_digest=result.seal_digest, certificate=_sealed_by(result)), sha256, verdict
    )


def compare_name(result: IssuedResult, name: str, *, address: str, now: datetime) -> NameMatch:
    """Return what a name, typed from the paper, is beside the applicant's. The applicant's is not told.

    Raises TooManyComparisons for whoever tries many: from one address, and for one result from wherever they come.
    """
    tried = count_attempt(address_hash(address, purpose="names"), window=WINDOW, now=now)
    of_this = count_attempt(result_names_hash(result.pk), window=_DAY, now=now)
    if tried > NAMES or of_this > NAMES_A_DAY:
        raise TooManyComparisons
    ours = result.dossier.applicant_name
    if fold(name) != fold(ours):
        return NameMatch.OTHER
    return NameMatch.SAME if _as_written(name) == _as_written(ours) else NameMatch.MARKS


def _as_written(name: str) -> list[str]:
    """Return the syllables with their letters and tones, wherever the tone stands (hoà, hòa)."""
    words = unicodedata.normalize("NFD", " ".join(name.split()).casefold()).split()
    return ["".join(sorted(word)) for word in words]


def match_of(verdict: Verdict, *, seal_digest: str, certificate: str) -> Match:
    """Return what a file with this verdict is, whose bytes are not those of the issued one.

    Bytes outside the signature may be changed without breaking it: the same signed bytes in another file are a change.
    """
    match verdict.finding:
        case Finding.UNREADABLE:
            return Match.UNREADABLE
        case Finding.BROKEN:
            return Match.CHANGED
        case Finding.APPENDED:
            return Match.CHANGED if verdict.certificate == certificate else Match.NOT_OURS
        case Finding.TRUSTED:
            return Match.CHANGED if verdict.digest == seal_digest else Match.OTHER
        case _:
            return Match.NOT_OURS


def _sealed_by(result: IssuedResult) -> str:
    return str(result.certificate.get("sha256", ""))
