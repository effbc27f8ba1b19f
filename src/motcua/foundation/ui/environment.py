"""The Jinja2 environment of every page."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django hands over Jinja2's own options
    """Return the environment: autoescaping, strict about unknown names, with translation."""
    made = Environment(**{**options, "undefined": StrictUndefined, "autoescape": True}, extensions=["jinja2.ext.i18n"])  # noqa: S701
    made.globals.update(static=static, url=reverse)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    return made
