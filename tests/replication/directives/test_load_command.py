"""`motcua load-dispatch`: shows first, enters once, opens no task."""

from argparse import ArgumentParser

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.worktime import clock
from motcua.replication.directives import load_command
from motcua.replication.directives.models import Directive
from motcua.replication.followup.models import Task
from motcua.replication.initiatives.models import Initiative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_database")]


def run(*words: str) -> int:
    parser = ArgumentParser()
    load_command.add_arguments(parser)
    return load_command.run(parser.parse_args(words))


def test_the_dispatch_is_shown_then_entered_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=clock.now())
    assert run() == 0
    shown = capsys.readouterr().out
    assert shown.startswith("XEM TRƯỚC, chưa ghi gì")
    assert not Directive.objects.exists()
    assert run("--apply") == 0
    assert capsys.readouterr().out.partition("\n")[2] == shown.partition("\n")[2]
    assert (Directive.objects.count(), Initiative.objects.count(), Task.objects.count()) == (1, 18, 0)
    assert run("--apply") == 0
    assert capsys.readouterr().out == "Không có gì thay đổi.\n"


def test_an_installation_without_the_units_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--apply") == 1
    assert capsys.readouterr().err.startswith("motcua load-dispatch: ")
    assert not Initiative.objects.exists()
