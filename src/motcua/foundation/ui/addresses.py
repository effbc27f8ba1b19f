"""Addresses of pages and static files, looked up once: every page names a dozen that never change."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse

static_address = lru_cache(maxsize=None)(static)


def page_address(name: str, *, args: Sequence[object] = (), kwargs: Mapping[str, object] | None = None) -> str:
    """Return the address of the page `name`, as Django's `reverse` does."""
    if args or kwargs:
        return reverse(name, args=args or None, kwargs=dict(kwargs) if kwargs else None)
    return _fixed(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1024)
def _fixed(name: str, urlconf: str, prefix: str) -> str:  # noqa: ARG001 - the prefix belongs to the key
    return reverse(name, urlconf=urlconf)
