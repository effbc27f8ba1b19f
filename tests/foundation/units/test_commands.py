"""`motcua reorganise` and `motcua appoint` on a database of their own making."""

from argparse import ArgumentParser, Namespace
from datetime import date

import pytest
from django.db import OperationalError

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units import appoint_command, command, load_command, reorganisation_report
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Level, Lineage, Role, Staff, Unit
from motcua.foundation.units.records import tan_binh
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.worktime import clock
from tests.factories.units import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_database")]


def test_a_reorganisation_that_is_broken_off_says_to_run_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off(**_asked: object) -> str:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(reorganisation_report, "reorganise", broken_off)
    assert command.run(arguments("--apply")) == 1
    assert "nothing was changed, run it again: deadlock detected" in capsys.readouterr().err


def arguments(*words: str) -> Namespace:
    parser = ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


def test_the_shipped_units_are_entered_when_asked_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    load_command.add_arguments(parser)
    said = []
    for words in ([], ["--apply"], ["--apply"]):
        assert load_command.run(parser.parse_args(words)) == 0
        said.append((capsys.readouterr().out, Unit.objects.count()))
    assert [head.partition("\n")[0] for head, _count in said] == [
        "XEM TRƯỚC, chưa ghi gì (thêm --apply để áp dụng)",
        "ĐÃ ÁP DỤNG",
        "Không có gì thay đổi.",
    ]
    assert "tan-binh/phuong-4" in said[0][0]
    assert (said[0][1], said[1][1]) == (0, len(tan_binh().units))


def test_the_dry_run_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=clock.now())
    assert command.run(arguments()) == 0
    said = capsys.readouterr().out
    assert "(01/07/2025): XEM TRƯỚC" in said
    assert "Kết thúc: 29" in said
    assert "Thành lập: 6" in said
    assert not Lineage.objects.exists()


def test_it_is_applied_when_asked_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=clock.now())
    assert command.run(arguments("--apply", "--on", "2025-09-01")) == 0
    assert "ĐÃ ÁP DỤNG" in capsys.readouterr().out
    assert set(Lineage.objects.values_list("on", flat=True)) == {date(2025, 9, 1)}
    assert command.run(arguments("--apply", "--on", "2025-09-01")) == 0
    assert "Không còn gì phải làm" in capsys.readouterr().out


def test_an_installation_without_the_units_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(arguments()) == 1
    assert "Hãy nạp dữ liệu tham chiếu trước." in capsys.readouterr().err


def test_the_first_administrator_is_made_on_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    district = make_unit(level=Level.DISTRICT, code="000.00.20.H29")
    ward = make_unit(parent=district)
    parser = ArgumentParser()
    appoint_command.add_arguments(parser)
    words = ["--unit", "000.00.20.H29", "--username", "quan-tri", "--name", "Nguyễn Văn An"]
    assert appoint_command.run(parser.parse_args(words)) == 0
    username, password = capsys.readouterr().out.split()
    staff = Staff.objects.get(user__username=username)
    assert staff.user.check_password(password)
    assert roles_of(staff, clock.now()).unit_ids(Role.ADMINISTRATOR) == {district.pk, ward.pk}
    assert appoint_command.run(parser.parse_args(words)) == 1
    assert "Tên đăng nhập này đã có người dùng" in capsys.readouterr().err
