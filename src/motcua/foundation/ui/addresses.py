"""Addresses of pages and static files, looked up once: every page names a dozen that never change."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, reverse

static_address = lru_cache(maxsize=None)(static)

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")  # what stands in an address as it is, and fits text and slug
_GAP = "a-gap-to-be-filled"


def page_address(name: str, *, args: Sequence[object] = (), kwargs: Mapping[str, object] | None = None) -> str:
    """Return the address of the page `name`, as Django's `reverse` does."""
    urlconf, prefix = settings.ROOT_URLCONF, get_script_prefix()
    if kwargs:
        return reverse(name, args=args or None, kwargs=dict(kwargs))
    if not args:
        return _fixed(name, urlconf, prefix)
    frame = _frame(name, urlconf, prefix) if len(args) == 1 else None
    filling = args[0]
    if frame is not None and isinstance(filling, str) and _PLAIN.fullmatch(filling):
        return filling.join(frame)
    return reverse(name, args=args)


@lru_cache(maxsize=1024)
def _fixed(name: str, urlconf: str, prefix: str) -> str:  # noqa: ARG001 - the prefix belongs to the key
    return reverse(name, urlconf=urlconf)


@lru_cache(maxsize=1024)
def _frame(name: str, urlconf: str, prefix: str) -> tuple[str, ...] | None:  # noqa: ARG001 - the prefix belongs to the key
    """Return what stands before and after the one argument of an address; None when it takes no plain text."""
    try:
        return tuple(reverse(name, urlconf=urlconf, args=[_GAP]).split(_GAP))
    except NoReverseMatch:
        return None
