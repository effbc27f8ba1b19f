"""What the tests of a module begin with, made once for them: each finds it as it was made, whatever another has done.

It stands in a transaction of its own, inside which each test has its savepoint. A test that does not ask for it, and
one that commits, finds the stage empty.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.transaction import Atomic

from motcua.foundation.worktime import queries as worktime

_makers: dict[str, Callable[..., object]] = {}
_ground: dict[str, str] = {}  # what is made with what else that stands there


def staged(name: str, make: Callable[..., object], *, on: str = "") -> Callable[..., Any]:
    """Return the fixture `name`: what `make` made on the stage, or makes now for a test that commits.

    `on` names another staged fixture, which `make` is given.
    """
    _makers[name] = make
    if on:
        _ground[name] = on

    @pytest.fixture(name=name)
    def made(_stage: Stage, db: None, request: pytest.FixtureRequest) -> object:
        return _stage.made(name, *([request.getfixturevalue(on)] if on else ()))

    return made


def _asked(item: pytest.Item) -> tuple[str, ...]:
    """Return the names of what a test finds on the stage, what something else is made with before it."""
    names = _makers.keys() & set(item.fixturenames)  # type: ignore[attr-defined]  # of every test function
    grounds = {_ground[name] for name in names if name in _ground}
    return (*sorted(grounds), *sorted(names - grounds))


def commits(item: pytest.Item) -> bool:
    """Tell whether a test works outside a transaction."""
    names = item.fixturenames  # type: ignore[attr-defined]  # of every test function
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in names or "live_server" in names or bool(marker and marker.kwargs.get("transaction"))


class Stage:
    """What stands there now, for which module."""

    def __init__(self) -> None:
        self._for: tuple[object, ...] = ()
        self._made: dict[str, object] = {}
        self._calendars: list[Any] = []
        self._frame: Atomic | None = None

    def set_for(self, item: pytest.Item) -> None:
        """Have what this test asks for stand there, and nothing else."""
        names = () if commits(item) else _asked(item)
        wanted = (item.path, *names) if names else ()
        if wanted != self._for or (wanted and not connection.in_atomic_block):
            self.clear()
            self._set(wanted, names)
        if wanted:
            # this process keeps what it has read: as it was read when the stage was set
            worktime._kept[:] = self._calendars
            cache.clear()

    def _set(self, wanted: tuple[object, ...], names: tuple[str, ...]) -> None:
        if not wanted:
            return
        self._frame = transaction.atomic()
        self._frame._from_testcase = True  # type: ignore[attr-defined]  # as Django's own: what must be outermost may stand in it
        self._frame.__enter__()
        self._for, self._made = wanted, {}
        for name in names:
            self._made[name] = _makers[name](*([self._made[_ground[name]]] if name in _ground else ()))
        worktime.forget_calendars()
        worktime.calendar_for(None)
        self._calendars = [*worktime._kept]

    def made(self, name: str, *ground: object) -> object:
        """Return a copy of what was made, which the test may change; else make it with the test's own `ground`."""
        return copy.deepcopy(self._made[name]) if name in self._made else _makers[name](*ground)

    def clear(self) -> None:
        """Take back what was made."""
        frame, self._frame, self._for, self._made = self._frame, None, (), {}
        if frame is not None:
            if connection.in_atomic_block:
                transaction.set_rollback(True)
            frame.__exit__(None, None, None)


THE_STAGE = Stage()
