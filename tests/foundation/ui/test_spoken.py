"""Templates compiled for each language: the fixed texts are written in, and nothing else changes."""

from pathlib import Path

import pytest
from django.utils import translation
from jinja2 import DictLoader

from motcua.foundation.ui import spoken
from motcua.foundation.ui.spoken import SpokenCache, SpokenEnvironment

PAGES = {
    "page.html": '{% extends "base.html" %}{% block content %}'
    '{{ _("Tra cứu hồ sơ") }}{% include "part.html" %}{% endblock %}',
    "base.html": '{% from "macros.html" import name %}{{ name() }}|{% block content %}{% endblock %}',
    "macros.html": '{% macro name() %}{{ _("Sửa") }}{% endmacro %}',
    "part.html": '|{{ _("Hồ sơ %(code)s", code=code) }}',
    "asked.html": "{{ _(text) }}",
    "language.html": '{{ lang() }}{% if lang() == "en" %}!{% endif %}',
}


def environment(**options: object) -> SpokenEnvironment:
    made = SpokenEnvironment(loader=DictLoader(PAGES), extensions=["jinja2.ext.i18n"], autoescape=True, **options)
    made.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Sửa|Tra cứu hồ sơ|Hồ sơ &lt;1&gt;"), ("en", "Change|Look up a dossier|Dossier &lt;1&gt;")],
)
def test_parents_parts_and_macros_speak_one_language(language: str, words: str) -> None:
    pages = environment()
    for _time in range(2):
        with translation.override(language):
            assert pages.get_template("page.html").render(code="<1>") == words


@pytest.mark.parametrize(("language", "words"), [("vi", "vi"), ("en", "en!")])
def test_a_template_knows_its_own_language(language: str, words: str) -> None:
    with translation.override(language):
        assert environment().get_template("language.html").render() == words


def test_a_text_that_is_not_fixed_is_still_looked_up() -> None:
    with translation.override("en"):
        assert environment().get_template("asked.html").render(text="Tra cứu hồ sơ") == "Look up a dossier"


def test_fixed_texts_are_not_asked_for_again() -> None:
    pages = environment()
    pages.install_gettext_callables(None, None, newstyle=False)  # type: ignore[attr-defined]
    with translation.override("en"):
        assert "Look up a dossier" in pages.get_template("page.html").render(code=1)


def test_a_template_without_a_name_takes_its_parent_in_the_active_language() -> None:
    with translation.override("en"):
        assert environment().from_string('{% extends "base.html" %}').render() == "Change|"


def test_what_was_compiled_before_a_text_changed_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn() -> str:
        return environment(bytecode_cache=SpokenCache(str(tmp_path))).get_template("page.html").render(code=1)

    with translation.override("en"):
        before = drawn()
        monkeypatch.setattr(translation, "gettext", lambda _text: "New words")
        assert drawn() == before
        monkeypatch.setattr(spoken, "_made_with", lambda: "another")
        assert "New words" in drawn()
