"""The Jinja2 environment of every page."""

from pathlib import Path
from typing import Any

import django.forms
from django.conf import settings
from django.utils import translation
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined

from motcua.foundation.ui import filters
from motcua.foundation.ui.addresses import page_address, static_address
from motcua.foundation.ui.citation import cited
from motcua.foundation.ui.forms import anchor
from motcua.foundation.ui.navigation import entries, menu
from motcua.foundation.ui.spoken import SpokenCache, SpokenEnvironment

_DJANGO_WIDGETS = Path(django.forms.__file__).parent / "jinja2"
_FILTERS = (
    filters.date_vn,
    filters.day_vn,
    filters.moment_vn,
    filters.time_vn,
    filters.number_vn,
    filters.percent_vn,
    filters.money_vn,
    filters.file_size,
    filters.time_left,
    filters.grouped,
    anchor,
    cited,
)


def environment(*, loader: BaseLoader, **options: Any) -> SpokenEnvironment:  # noqa: ANN401 - Django hands over Jinja2's own options
    """Return the environment: autoescaping, strict about unknown names, with translation and our filters.

    Templates of the rooms come first, then the widgets that Django brings. Compiled templates are kept under `var/`,
    so that a new worker answers its first request as fast as the next.
    """
    made = SpokenEnvironment(
        loader=ChoiceLoader([loader, FileSystemLoader(_DJANGO_WIDGETS)]),
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_bytecode_cache(),
        **{**options, "undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True},
    )
    made.globals.update(static=static_address, url=page_address, lang=translation.get_language)
    made.globals.update(navigation=entries, headed_navigation=menu)
    made.filters.update({function.__name__: function for function in _FILTERS})
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    return made


def _bytecode_cache() -> SpokenCache:
    folder = settings.VAR / "cache" / "templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SpokenCache(str(folder))
