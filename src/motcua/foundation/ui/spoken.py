"""Templates compiled once for each language, with the fixed texts of that language written into them.

A page holds twenty fixed texts, and asking the catalogue for each of them took a third of the time of drawing the
page. So the name of a template begins with its language ("en/ui/home.html"), and what `_("…")` says in that language
is put in its place before the template is compiled. Whoever writes a template sees nothing of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, Template, nodes
from jinja2.visitor import NodeTransformer


class SpokenEnvironment(Environment):
    """Jinja2 whose templates are named by language; parents, parts and macros are taken in the same one."""

    def __init__(self, *, loader: BaseLoader, **options: Any) -> None:  # noqa: ANN401 - Jinja2's own options
        super().__init__(loader=_AnyLanguage(loader), **options)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja2's own name
    ) -> Template:
        """Return the template in the language of the one that names it, else in the active one."""
        if isinstance(name, str) and parent is None:
            name = f"{translation.get_language() or settings.LANGUAGE_CODE}/{name}"
        return super().get_template(name, parent, globals)

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of a template that another one names."""
        return f"{_language_of(parent)}/{template}"

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - Jinja2's own signature
    ) -> str:
        # Jinja2's own hook for changing a template before it is compiled; without a name there is no language
        if name is not None:
            with translation.override(_language_of(name)):
                source = _FixedTexts(_language_of(name)).visit(source)
        return super()._generate(source, name, filename, defer_init)


class _AnyLanguage(BaseLoader):
    """Read the one source that a template has for every language."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return source, file and freshness of a template named by language."""
        return self.loader.get_source(environment, template.partition("/")[2])


class _FixedTexts(NodeTransformer):
    """Put the text in the place of `_("…")`, and a format of the text in the place of `_("…", name=value)`.

    `lang()` is the language itself.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2 names visitors so
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "lang":
            return nodes.Const(self.language, lineno=node.lineno)
        text = node.args[0] if len(node.args) == 1 else None
        is_plain = node.dyn_args is None and node.dyn_kwargs is None
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and is_plain):
            return node
        if not (isinstance(text, nodes.Const) and isinstance(text.value, str)):
            return node
        spoken = nodes.MarkSafe(nodes.Const(translation.gettext(text.value)))
        values = nodes.Dict([nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs])
        return nodes.Mod(spoken, values, lineno=node.lineno)


class SpokenCache(FileSystemBytecodeCache):
    """Compiled templates, kept until their source, a catalogue of texts or this module changes."""

    def get_source_checksum(self, source: str) -> str:
        """Return what a kept template must have been made of."""
        return super().get_source_checksum(source) + _made_with()


@cache
def _made_with() -> str:
    """Return a hash of the catalogues and of this module, which both go into every compiled template."""
    catalogues = sorted(file for folder in settings.LOCALE_PATHS for file in Path(folder).glob("*/LC_MESSAGES/*.mo"))
    files = [Path(__file__), *catalogues]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _language_of(name: str) -> str:
    return name.partition("/")[0]
