"""What the menus hold: each room registers its own pages, the layouts show them.

Sections: "public" (the header and the home page of the public), "staff" (the menu of signed-in staff).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from motcua.foundation.ui.addresses import page_address


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a menu. `visible` decides for each request; `hint` is a line under the title on the home page."""

    section: str
    title: str | Promise
    url_name: str
    order: int
    visible: Callable[[HttpRequest], bool]
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as one visitor sees it."""

    title: str | Promise
    href: str
    hint: str | Promise
    is_current: bool


_entries: dict[tuple[str, str], Entry] = {}


def everyone(_request: HttpRequest) -> bool:
    """Show an entry to whoever comes."""
    return True


def register_entry(
    section: str,
    title: str | Promise,
    url_name: str,
    order: int,
    visible: Callable[[HttpRequest], bool] = everyone,
    *,
    hint: str | Promise = "",
) -> None:
    """Put the page `url_name` into the menu `section`; called from a room's `apps.py`. The lowest order comes first."""
    _entries[section, url_name] = Entry(section, title, url_name, order, visible, hint)


def entries(section: str, request: HttpRequest) -> list[Shown]:
    """Return the entries of `section` that this visitor may see, in order, the current page marked."""
    chosen = sorted((entry for entry in _entries.values() if entry.section == section), key=lambda entry: entry.order)
    shown = [(entry, page_address(entry.url_name)) for entry in chosen if entry.visible(request)]
    current = max((href for _, href in shown if request.path.startswith(href)), key=len, default="")
    return [Shown(entry.title, href, entry.hint, href == current) for entry, href in shown]
