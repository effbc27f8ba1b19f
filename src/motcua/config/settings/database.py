"""PostgreSQL: `DATABASE_URL`, or the embedded server of this checkout."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.config import embedded
from motcua.config.environment import BadSetting, text


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://` URL; raise BadSetting for any other."""
    wrong = BadSetting("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    try:
        parts = urlsplit(url)
        folder = _socket_folder(parts.netloc)
        port = "" if folder else str(parts.port or "")
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": folder or unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Django binds parameters itself and prepares nothing; what asks for a prepared statement gets one
        "OPTIONS": {"connect_timeout": 10, "prepare_threshold": 5, **dict(parse_qsl(parts.query))},
        "TEST": {"NAME": text("MOTCUA_TEST_DATABASE") or None},
    }


def _socket_folder(netloc: str) -> str:
    """Return the folder when the host is one; `urlsplit` lower-cases host names, and a folder may have capitals."""
    host = unquote(netloc.rpartition("@")[2])
    return host if host.startswith("/") else ""


DATABASE_IS_EMBEDDED = not text("DATABASE_URL")
DATABASES = {"default": database_from_url(text("DATABASE_URL") or embedded.cluster().url())}
