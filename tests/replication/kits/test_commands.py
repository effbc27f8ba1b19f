"""`motcua export-kit` and `motcua import-kit`: a dry run unless told otherwise; publishing is the operator's alone."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from motcua import cli
from motcua.config import prepare
from motcua.foundation.worktime import clock
from motcua.replication.kits.models import ReceivedKit
from motcua.replication.kits.packing import pack, unpack
from motcua.replication.kits.signers import own_key
from motcua.services.onestop.models import ProcedureOffer, ProcedureVersion
from tests.factories.kits import FROM_DAY, Wards, exported, make_wards
from tests.factories.onestop import NOW, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> Wards:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(prepare, "ready", nullcontext)
    return make_wards()


def code(wards: Wards, *, good: bool) -> str:
    return (wards.good if good else wards.learner).versions.get().code


def test_what_one_unit_exports_another_takes_over_after_a_dry_run(
    wards: Wards, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "phuong-4.kit")
    assert cli.main(["export-kit", file, "--unit", code(wards, good=True)]) == 0
    assert "Phường 4, onestop" in capsys.readouterr().out
    given = ["import-kit", file, "--unit", code(wards, good=False), "--document", "TB 12", "--from-day", str(FROM_DAY)]
    assert cli.main(given) == 0
    dry = capsys.readouterr().out
    assert dry.startswith("CHẠY THỬ")
    assert not ReceivedKit.objects.exists()
    assert cli.main([*given, "--apply"]) == 0
    done = capsys.readouterr().out
    assert done.startswith("ĐÃ NHẬP")
    assert done.splitlines()[1:] == dry.splitlines()[1:]
    assert "Chỉ lãnh đạo đơn vị mới ký cam kết" in done
    wards.adoption.refresh_from_db()
    assert wards.adoption.settings["files_online"] is False


def test_a_procedure_that_is_not_published_here_is_published_only_when_told(
    wards: Wards, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit, document = unpack(exported(wards)), make_document()
    file = tmp_path / "quan-3.kit"
    file.write_bytes(pack(kit.head, {**kit.parts, "procedures": [document.as_json()]}, own_key()))
    given = ["import-kit", str(file), "--unit", code(wards, good=False), "--part", "procedures", "--apply"]
    assert cli.main(given) == 0
    assert "Chưa công bố trên hệ thống này" in capsys.readouterr().out
    assert not ProcedureOffer.objects.filter(unit=wards.learner).exists()
    assert cli.main([*given, "--publish"]) == 0
    assert ProcedureVersion.objects.filter(sha256=document.sha256()).exists()
    assert ProcedureOffer.objects.filter(unit=wards.learner, procedure__slug=document.slug).exists()


def test_a_refusal_is_one_sentence(wards: Wards, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "khac.kit"
    file.write_bytes(b"PK\x03\x04")
    unit = code(wards, good=False)
    assert cli.main(["import-kit", str(file), "--unit", unit]) == 1
    assert "không phải bộ áp dụng" in capsys.readouterr().err
    assert cli.main(["import-kit", str(tmp_path / "none.kit"), "--unit", unit]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert cli.main(["export-kit", str(file), "--unit", unit]) == 1
    assert "exists already" in capsys.readouterr().err
    assert cli.main(["export-kit", str(tmp_path / "new.kit"), "--unit", unit]) == 1
    assert "chưa sử dụng dịch vụ" in capsys.readouterr().err
    assert not (tmp_path / "new.kit").exists()
