"""A signed file is whole and trusted; whatever is changed in it, anywhere, is noticed."""

import re
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pytest_django.fixtures import Settings

from motcua.foundation.documents.signing.apart import verify_apart
from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.seals import FileSeal, seal
from motcua.foundation.documents.signing.sign import is_signed, sign_pdf
from motcua.foundation.documents.signing.trial import HOLDER, kept_trial_seal, trial_seal
from motcua.foundation.documents.signing.verdict import Finding, Verdict
from motcua.foundation.documents.signing.verify import verify_pdf
from tests.factories.attachments import make_pdf
from tests.foundation.documents.signing.conftest import TrialSeal


def signed(trial: TrialSeal, now: datetime, pdf: bytes = b"") -> bytes:
    return sign_pdf(pdf or make_pdf(), seal=trial.seal, reason="Kết quả", now=now).data


def verdict_on(trial: TrialSeal, data: bytes, now: datetime) -> Verdict:
    return verify_pdf(data, roots=trial.roots, now=now)


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_signed_file_is_whole_trusted_and_says_who_signed_and_when(trial: TrialSeal, now: datetime) -> None:
    made = sign_pdf(make_pdf(), seal=trial.seal, reason="Kết quả", now=now)
    verdict = verdict_on(trial, made.data, now)
    assert (verdict.finding, verdict.signer, verdict.signed_at, verdict.is_stamped) == (
        Finding.TRUSTED,
        HOLDER,
        now,
        False,
    )
    assert (verdict.digest, verdict.certificate) == (made.digest, made.certificate.sha256)
    assert (made.level, made.certificate.holder) == ("B-B", HOLDER)
    assert is_signed(made.data)
    assert not is_signed(make_pdf())


def test_the_original_is_the_beginning_of_the_signed_file_byte_for_byte(trial: TrialSeal, now: datetime) -> None:
    pdf = make_pdf()
    assert signed(trial, now, pdf).startswith(pdf)


def test_the_signature_is_pades_and_allows_no_change(trial: TrialSeal, now: datetime) -> None:
    data = signed(trial, now)
    assert b"/ETSI.CAdES.detached" in data
    assert b"/DocMDP" in data


def byte_classes(data: bytes) -> dict[str, int]:
    """One place in every kind of bytes that a signed PDF has."""
    value = re.search(rb"/Contents <[0-9a-fA-F]+?(?=0*>)", data)
    covered = re.search(rb"/ByteRange \[", data)
    assert value is not None
    assert covered is not None
    return {
        "header": 5,
        "page content": data.index(b"stream") + 12,
        "cross reference": data.rindex(b"startxref") + 12,
        "signature dictionary": data.index(b"/ETSI.CAdES.detached") + 3,
        "byte range": covered.end() + 1,
        "signature value": value.end() - 20,
        "end mark": data.rindex(b"%%EOF") + 3,
    }


@pytest.mark.parametrize(
    "kind",
    [
        "header",
        "page content",
        "cross reference",
        "signature dictionary",
        "byte range",
        "signature value",
        "end mark",
    ],
)
def test_one_changed_bit_is_noticed_wherever_it_is(trial: TrialSeal, now: datetime, kind: str) -> None:
    data = signed(trial, now)
    verdict = verdict_on(trial, flipped(data, byte_classes(data)[kind]), now)
    assert not verdict.is_whole


def test_no_byte_of_the_signed_part_can_be_changed(trial: TrialSeal, now: datetime) -> None:
    data = signed(trial, now)
    hole = re.search(rb"/Contents <([0-9a-fA-F]+)>", data)
    assert hole is not None
    outside = [place for place in range(0, len(data), 97) if not hole.start(1) <= place < hole.end(1)]
    whole = [place for place in outside if verdict_on(trial, flipped(data, place), now).is_whole]
    assert whole == []


def test_what_is_appended_after_signing_is_noticed(trial: TrialSeal, now: datetime, tmp_path: Path) -> None:
    data = signed(trial, now)
    assert verdict_on(trial, data + b"\n% mot dong\n", now).finding is Finding.APPENDED
    update = b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    assert not verdict_on(trial, data + update, now).is_whole
    path = tmp_path / "sua.pdf"
    path.write_bytes(data)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    assert not verdict_on(trial, path.read_bytes(), now).is_whole


def test_a_cut_file_and_another_kind_of_file_are_no_signed_pdf(trial: TrialSeal, now: datetime) -> None:
    data = signed(trial, now)
    assert not verdict_on(trial, data[: len(data) // 2], now).is_whole
    assert verdict_on(trial, b"khong phai PDF", now).finding is Finding.UNREADABLE
    assert verdict_on(trial, make_pdf(), now).finding is Finding.UNSIGNED


def test_a_whole_file_of_somebody_else_is_a_strangers(trial: TrialSeal, now: datetime, tmp_path: Path) -> None:
    other = tmp_path / "other.p12"
    other.write_bytes(trial_seal("Con dấu giả", authority="Cơ quan giả"))
    data = sign_pdf(make_pdf(), seal=FileSeal(other), reason="", now=now).data
    verdict = verdict_on(trial, data, now)
    assert (verdict.finding, verdict.signer) == (Finding.STRANGER, "Con dấu giả")


def test_a_strangers_file_is_checked_in_a_process_of_its_own(trial: TrialSeal, now: datetime) -> None:
    data = signed(trial, now)
    assert verify_apart(data, roots=trial.roots, now=now) == verdict_on(trial, data, now)
    assert verify_apart(b"", roots=trial.roots, now=now).finding is Finding.UNREADABLE


def test_a_missing_key_file_and_a_wrong_password_are_said_before_anything_is_written(
    now: datetime, seal_file: Path, tmp_path: Path
) -> None:
    for broken in (FileSeal(tmp_path / "none.p12"), FileSeal(seal_file, "sai")):
        with pytest.raises(SealUnavailable, match="Chưa ký số được"):
            sign_pdf(make_pdf(), seal=broken, reason="", now=now)


def test_a_demo_makes_its_seal_once_and_an_installation_without_one_has_none(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = "", False
    assert seal() is None
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = str(tmp_path / "x" / "trial.p12"), True
    first = seal()
    assert isinstance(first, FileSeal)
    made = first.path.read_bytes()
    assert kept_trial_seal(first.path).read_bytes() == made
    assert first.path.stat().st_mode & 0o077 == 0
