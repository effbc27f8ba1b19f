"""Typed readers of the environment: what does the operator tell this installation?

A secret `NAME` may also come from a file named by `NAME_FILE`, as container platforms hand secrets over.
"""

import os
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class BadSetting(Exception):
    """A setting cannot be read; the sentence says which one and what it should be."""


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or the content of the file `NAME_FILE`, or `default`."""
    if (path := os.environ.get(f"{name}_FILE")) is not None:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE={path}: {error.strerror}.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable; raise BadSetting for any other word."""
    word = text(name, "1" if default else "0").lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise BadSetting(f"{name} must be 1 or 0, not {word!r}.")


def number(name: str, default: int) -> int:
    """Return a whole-number variable; raise BadSetting when it is none."""
    word = text(name, str(default))
    try:
        return int(word)
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {word!r}.") from error


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def var_directory() -> Path:
    """Return the folder for everything this installation writes (`MOTCUA_VAR`, else `var/` where we stand)."""
    return Path(text("MOTCUA_VAR", "var")).absolute()
