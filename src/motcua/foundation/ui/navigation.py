"""What the menus hold: each room registers its own pages, the layouts show them.

Sections: "public" (the header and the home page of the public), "staff" (the menu of signed-in staff). A menu of more
than a few entries stands under headings; what is used all day has none and is one press away.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.addresses import page_address

FEW = 6  # entries that stand side by side without headings


class Heading(TextChoices):
    """What entries of the staff menu are found under."""

    DESK = "desk", _("Tiếp nhận và trả kết quả")
    FIGURES = "figures", _("Số liệu")
    RECORDS = "records", _("Sổ sách, lưu trữ")
    OFFICE = "office", _("Đơn vị và hệ thống")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a menu. `visible` decides for each request; `hint` is a line under the title on the home page."""

    section: str
    title: str | Promise
    url_name: str
    order: int
    visible: Callable[[HttpRequest], bool]
    hint: str | Promise = ""
    under: Heading | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as one visitor sees it."""

    title: str | Promise
    href: str
    hint: str | Promise
    is_current: bool
    under: Heading | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; one alone stands for itself."""

    title: str | Promise
    entries: tuple[Shown, ...]

    @property
    def is_current(self) -> bool:
        """Tell whether the page that is open is one of them."""
        return any(entry.is_current for entry in self.entries)


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
    under: Heading | None = None,
) -> None:
    """Put the page `url_name` into the menu `section`; called from a room's `apps.py`. The lowest order comes first.

    A heading stands where its first entry would.
    """
    _entries[section, url_name] = Entry(section, title, url_name, order, visible, hint, under)


def entries(section: str, request: HttpRequest) -> list[Shown]:
    """Return the entries of `section` that this visitor may see, in order, the current page marked."""
    chosen = sorted((entry for entry in _entries.values() if entry.section == section), key=lambda entry: entry.order)
    shown = [(entry, page_address(entry.url_name)) for entry in chosen if entry.visible(request)]
    current = max((href for _, href in shown if request.path.startswith(href)), key=len, default="")
    return [Shown(entry.title, href, entry.hint, href == current, entry.under) for entry, href in shown]


def menu(section: str, request: HttpRequest) -> list[Group]:
    """Return the entries of `section` under their headings; few entries without any."""
    shown = entries(section, request)
    groups: dict[str, list[Shown]] = {}
    for entry in shown:
        key = entry.href if entry.under is None or len(shown) <= FEW else entry.under.value
        groups.setdefault(key, []).append(entry)
    return [_group(found) for found in groups.values()]


def _group(found: list[Shown]) -> Group:
    first = found[0]
    return Group(first.under.label if first.under and len(found) > 1 else first.title, tuple(found))
