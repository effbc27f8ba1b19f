"""The demo in a database that was empty: built once, its accounts told at each start."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from motcua.config.environment import BadSetting


def build_if_wanted(*, now: datetime) -> Sequence[str]:
    """Build the demo when this installation is one and holds nothing yet; return the lines that tell its accounts.

    Raises BadSetting for a database that holds something else: run as a demo it would keep its messages to itself and
    ask nobody for a second factor.
    """
    if not settings.DEMO or find_spec("motcua.demo.command") is None:
        return ()
    demo = import_module("motcua.demo.command")
    if not demo.build_if_empty(now=now) and not demo.is_built():
        raise BadSetting("MOTCUA_DEMO is 1, but the database holds no demo. Set MOTCUA_DEMO=0, or name an empty one.")
    lines: Sequence[str] = demo.account_lines()
    return lines
