"""What would a browser send, if nothing on the page were changed? Read from the HTML of a form."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self._area: str | None = None
        self._text = ""
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        if not self.forms:
            return
        if tag == "input" and "name" in given:
            is_box = given.get("type") in {"checkbox", "radio"}
            if given.get("type") != "file" and (not is_box or "checked" in given):
                self.forms[-1].append((given["name"], given.get("value", "on" if is_box else "")))
        elif tag == "textarea":
            self._area, self._text = given["name"], ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1].append((self._select, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1].append((self._area, self._text.removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = None


def typed(html: str) -> dict[str, str | list[str]]:
    """Return the values of the form that changes a version (not an item of a list), several of one name as a list."""
    reader = _Forms()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    chosen = next(
        form for form in reader.forms if {"version", "index"} & {name for name, _value in form} == {"version"}
    )
    for name, value in chosen:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
