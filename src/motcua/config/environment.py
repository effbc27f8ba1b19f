"""Typed readers of the environment: what does the operator tell this installation?

A setting `NAME` may also come from a file named by `NAME_FILE`, as container platforms hand secrets over.
"""

import base64
import binascii
import os
import secrets
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class Trouble(Exception):
    """The platform cannot run as it is set up; the sentence says why and what to do."""


class BadSetting(Trouble):
    """A setting cannot be read; the sentence says which one and what it should be."""


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or the content of the file `NAME_FILE`, or `default`."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text file"
            raise BadSetting(f"{name}_FILE={path} cannot be read: {reason}.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable; raise BadSetting for any other word."""
    word = text(name, "1" if default else "0").strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise BadSetting(f"{name} must be 1 or 0, not {word!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole-number variable of at least `least`; raise BadSetting when it is none."""
    word = text(name, str(default)).strip()
    try:
        value = int(word)
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {word!r}.") from error
    if value < least:
        raise BadSetting(f"{name} must be at least {least}, not {value}.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def key(name: str) -> bytes:
    """Return the bytes of a key written in base64, empty when it is not set; raise BadSetting when it is not base64."""
    try:
        return base64.b64decode(text(name), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSetting(f"{name} must be written in base64, as `openssl rand -base64 32` prints it.") from error


def var_directory() -> Path:
    """Return the folder for everything this installation writes (`MOTCUA_VAR`, else `var/` where we stand)."""
    return Path(text("MOTCUA_VAR") or "var").absolute()


def make_var_directory() -> None:
    """Make the folder for everything this installation writes; raise BadSetting when there can be none."""
    path = var_directory()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"The folder {path} cannot be made: {error.strerror}. MOTCUA_VAR names another.") from error


def kept_secret(path: Path, *, length: int = 48) -> str:
    """Return the secret in `path`, made on first use; of two processes that make it, both get the first one's.

    `length` counts the random bytes. Raises BadSetting when the file can be neither read nor made.
    """
    try:
        if not path.exists():
            _make_secret(path, length)
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{path} cannot be used: {error.strerror}. MOTCUA_VAR moves it elsewhere.") from error


def _make_secret(path: Path, length: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(length))
        os.link(making, path)
    except FileExistsError:
        return
    finally:
        making.unlink(missing_ok=True)
