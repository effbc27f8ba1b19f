"""Django system checks: is every setting right? Each fault has an id that docs/operations.md explains."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection

MOST_NAMES = 5  # of accounts in one message
KEY_BYTES = 32  # AES-256, HMAC-SHA-256 and Ed25519


@register(Tags.security)
def check_keys(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's signature
    """Identity numbers need a key of 32 bytes."""
    if len(settings.IDENTITY_KEY) == KEY_BYTES:
        return []
    return [Error("MOTCUA_IDENTITY_KEY must be 32 bytes in base64.", id="motcua.E001")]


@register(Tags.security)
def check_kit_key(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """Kits are signed with an Ed25519 key of 32 bytes."""
    if len(settings.KIT_KEY) == KEY_BYTES:
        return []
    return [Error("MOTCUA_KIT_KEY must be 32 bytes in base64.", id="motcua.E018")]


@register(Tags.security)
def check_public_address(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """QR codes hold the public address, so it must be a whole one."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment:
        return []
    return [Error("MOTCUA_PUBLIC_URL must look like https://motcua.example.vn.", id="motcua.E002")]


@register(Tags.security)
def check_proxies(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """The number of proxies is a count."""
    if settings.TRUSTED_PROXIES >= 0:
        return []
    return [Error("MOTCUA_TRUSTED_PROXIES must be 0 or more.", id="motcua.E003")]


@register("payments")
def check_gateway(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """The gateway VNPAY is set up whole or not at all, and spoken to over https."""
    if bool(settings.VNPAY_TMN_CODE) != bool(settings.VNPAY_SECRET):
        return [Error("MOTCUA_VNPAY_TMN_CODE and MOTCUA_VNPAY_SECRET go together.", id="motcua.E030")]
    if not settings.VNPAY_TMN_CODE:
        return []
    addresses = {"MOTCUA_VNPAY_PAY_URL": settings.VNPAY_PAY_URL, "MOTCUA_VNPAY_API_URL": settings.VNPAY_API_URL}
    return [
        Error(f"{name} must be a whole https address without a query.", id="motcua.E031")
        for name, address in addresses.items()
        if not _is_whole(address) or urlsplit(address).query
    ]


def _is_whole(address: str) -> bool:
    """Tell whether an address is https with a host, or http on this very machine, as a trial has it."""
    parts = urlsplit(address)
    is_here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))


@register("messages")
def check_mail(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """E-mail is set up whole or not at all."""
    with_account = bool(settings.EMAIL_HOST_USER or settings.EMAIL_HOST_PASSWORD)
    if with_account and not settings.EMAIL_HOST:
        return [Error("MOTCUA_SMTP_HOST is missing while user or password are given.", id="motcua.E004")]
    if bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        return [Error("MOTCUA_SMTP_USER and MOTCUA_SMTP_PASSWORD go together.", id="motcua.E004")]
    return []


@register("messages")
def check_sms(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """SMS is set up whole or not at all."""
    if bool(settings.SMS_GATEWAY_URL) == bool(settings.SMS_GATEWAY_KEY):
        return []
    return [Error("MOTCUA_SMS_URL and MOTCUA_SMS_KEY go together.", id="motcua.E005")]


@register("attachments")
def check_scanner(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """The virus scanner is host:port or the path of a socket."""
    address = settings.CLAMAV_ADDRESS
    host, _, port = address.rpartition(":")
    if not address or address.startswith("/") or (host and port.isdigit()):
        return []
    return [Error("MOTCUA_CLAMAV must be host:port or the path of a socket.", id="motcua.E006")]


@register("documents")
def check_seal(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """The seal is a key file, a token or a remote service, set up whole; the files it names are there."""
    token = (settings.SEAL_TOKEN, settings.SEAL_LABEL, settings.SEAL_PIN)
    files = [settings.SEAL_FILE] if settings.SEAL_FILE and not settings.SEAL_IS_TRIAL else []
    named = [name for name in (*files, settings.SEAL_MODULE, settings.SEAL_ROOTS) if name]
    missing = [name for name in named if not Path(name).is_file()]
    scheme = urlsplit(settings.SEAL_TSA_URL).scheme
    kinds = [kind for kind in (settings.SEAL_FILE, settings.SEAL_MODULE, settings.SEAL_REMOTE_URL) if kind]
    faults = [
        (
            len(kinds) > 1,
            "Give one of MOTCUA_SEAL_FILE, MOTCUA_SEAL_MODULE and MOTCUA_SEAL_REMOTE_URL, not several.",
        ),
        *_faults_of_remote_seal(),
        (
            bool(settings.SEAL_MODULE) != all(token) or bool(settings.SEAL_MODULE) != any(token),
            "MOTCUA_SEAL_MODULE, MOTCUA_SEAL_TOKEN, MOTCUA_SEAL_LABEL and MOTCUA_SEAL_PIN go together.",
        ),
        (bool(settings.SEAL_MODULE) and not settings.SEAL_ROOTS, "MOTCUA_SEAL_MODULE needs MOTCUA_SEAL_ROOTS."),
        (bool(missing), f"There is no file {', '.join(missing)}."),
        (scheme not in {"", "http", "https"}, "MOTCUA_SEAL_TSA_URL must be an http address."),
    ]
    return [Error(text, id="motcua.E040") for is_wrong, text in faults if is_wrong]


def _faults_of_remote_seal() -> list[tuple[bool, str]]:
    """Secrets go over the line: the service is asked by https, or on this machine."""
    whole = (
        settings.SEAL_REMOTE_TOKEN_URL,
        settings.SEAL_REMOTE_CLIENT,
        settings.SEAL_REMOTE_SECRET,
        settings.SEAL_REMOTE_CREDENTIAL,
    )
    asked = [urlsplit(each) for each in (settings.SEAL_REMOTE_URL, settings.SEAL_REMOTE_TOKEN_URL) if each]
    is_on = bool(settings.SEAL_REMOTE_URL)
    return [
        (
            is_on != all(whole) or is_on != any(whole),
            "MOTCUA_SEAL_REMOTE_URL, _TOKEN_URL, _CLIENT, _SECRET and _CREDENTIAL go together.",
        ),
        (is_on and not settings.SEAL_ROOTS, "MOTCUA_SEAL_REMOTE_URL needs MOTCUA_SEAL_ROOTS."),
        (
            any(each.scheme != "https" and each.hostname not in {"127.0.0.1", "localhost"} for each in asked),
            "MOTCUA_SEAL_REMOTE_URL and MOTCUA_SEAL_REMOTE_TOKEN_URL must be https addresses.",
        ),
    ]


@register(Tags.security, deploy=True)
def check_deployment(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - as above
    """What a demo may be, and a deployment may not."""
    faults: list[tuple[bool, CheckMessage]] = [
        (not settings.IDENTITY_KEY_IS_OWN, Error("MOTCUA_IDENTITY_KEY must be given.", id="motcua.E016")),
        (settings.DEMO, Error("MOTCUA_DEMO must be 0 in a deployment.", id="motcua.E010")),
        (not settings.SECRET_KEY_IS_OWN, Error("MOTCUA_SECRET_KEY must be given.", id="motcua.E011")),
        (not settings.HTTPS, Error("MOTCUA_PUBLIC_URL must be an https address.", id="motcua.E012")),
        ("*" in settings.ALLOWED_HOSTS, Error("MOTCUA_HOSTS must name the hosts.", id="motcua.E013")),
        (
            urlsplit(settings.PUBLIC_URL).hostname not in settings.ALLOWED_HOSTS,
            Error("MOTCUA_HOSTS must hold the host of MOTCUA_PUBLIC_URL.", id="motcua.E013"),
        ),
        (
            settings.HTTPS and not settings.TRUSTED_PROXIES,
            Error("MOTCUA_TRUSTED_PROXIES must count the proxy that ends TLS.", id="motcua.E017"),
        ),
        (
            settings.SEAL_IS_TRIAL or not (settings.SEAL_FILE or settings.SEAL_MODULE or settings.SEAL_REMOTE_URL),
            Caution("Results are not sealed: MOTCUA_SEAL_FILE, _MODULE and _REMOTE_URL are empty.", id="motcua.W041"),
        ),
        (not settings.CLAMAV_ADDRESS, Caution("No virus scanner: MOTCUA_CLAMAV is empty.", id="motcua.W014")),
    ]
    return [message for is_wrong, message in faults if is_wrong]


@register(Tags.database)
def check_demo_accounts(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_options: Any,  # noqa: ANN401 - as above
) -> list[CheckMessage]:
    """Accounts whose password everybody knows exist in a demo only."""
    del app_configs
    if settings.DEMO or not databases or "units_user" not in connection.introspection.table_names():
        return []
    known = _demo_accounts()
    if not known:
        return []
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return [Error(f"Demo accounts are in the database: {', '.join(known[:MOST_NAMES])}{more}.", id="motcua.E015")]


def _demo_accounts() -> list[str]:
    """Return the accounts of the demo that still have its password; equal hashes are tried once."""
    from motcua.demo.staff import PASSWORD, posts  # noqa: PLC0415 - models load after the checks are registered
    from motcua.foundation.units.models import User  # noqa: PLC0415 - as above

    names = [post.username for post in posts()]
    hashes = dict(User.objects.filter(username__in=names).order_by("pk").values_list("username", "password"))
    known = {each for each in set(hashes.values()) if check_password(PASSWORD, each)}
    return [name for name, each in hashes.items() if each in known]
