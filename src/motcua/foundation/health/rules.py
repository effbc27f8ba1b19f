"""How figures are written for Prometheus, and who may read them. Pure."""

import hmac
from collections.abc import Iterable, Mapping
from ipaddress import ip_address

from motcua.foundation.health.gauges import Gauge, Value

_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


def written(gauges: Iterable[Gauge]) -> str:
    """Return the text format 0.0.4 of Prometheus."""
    lines = []
    for each in gauges:
        lines += [f"# HELP {each.name} {each.help}", f"# TYPE {each.name} {each.kind}"]
        lines += [f"{each.name}{_labels(value.labels)} {_number(value)}" for value in each.values]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _number(value: Value) -> str:
    return f"{value.number:.6f}".rstrip("0").rstrip(".")


def may_read(*, address: str, is_forwarded: bool, authorization: str, token: str) -> bool:
    """Tell whether reasons and figures are for this visitor: of this machine itself, or with the token.

    `is_forwarded`: a proxy passed the request on, so that `address` is the proxy's.
    """
    if token and hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
        return True
    return not is_forwarded and _is_loopback(address)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
