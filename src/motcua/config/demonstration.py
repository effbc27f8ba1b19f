"""The demo in a database that was empty: built once, its accounts told at each start."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings


def build_if_wanted(*, now: datetime) -> Sequence[str]:
    """Build the demo when this installation is one and holds nothing yet; return the lines that tell its accounts."""
    if not settings.DEMO or find_spec("motcua.demo.command") is None:
        return ()
    demo = import_module("motcua.demo.command")
    demo.build_if_empty(now=now)
    lines: Sequence[str] = demo.account_lines()
    return lines
