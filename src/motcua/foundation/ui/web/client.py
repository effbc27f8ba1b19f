"""Who is calling? The address that rate limits and the journal may trust."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

HOST_BITS = 64  # of an IPv6 address, and as many of its network


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address as the outermost of our own proxies saw it.

    Each of the `TRUSTED_PROXIES` in front of us appends the address it was called from to X-Forwarded-For; whatever
    stands before those is the visitor's own claim and is not believed. Without proxies the header is not read at all.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    chain = [*(part.strip() for part in claimed if part.strip()), direct]
    return chain[-min(settings.TRUSTED_PROXIES + 1, len(chain))]


def network_of(address: str) -> str:
    """Return what limits of attempts count an address as: IPv4 by itself, IPv6 by its network of 64 bits.

    One household or telephone has a whole /64 and takes another address of it whenever it likes (RFC 4291, RFC 8981).
    What is no address (a socket, a test) counts as it is.
    """
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    network = IPv6Address(int(read) >> HOST_BITS << HOST_BITS)
    return f"{network}/{HOST_BITS}"
