"""What is read out to the citizen before somebody files for them? Dated texts; a consent keeps its version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from motcua.foundation.forms.definition import Text


@dataclass(frozen=True)
class ConsentText:
    """One version: from when it is read out, the words, the law behind them, and whether somebody compared it.

    `organisation` are the words for whoever represents an organisation or a household business.
    """

    version: str
    valid_from: date
    text: Text
    organisation: Text
    document: str
    article: str
    verified: bool

    def words(self, *, for_organisation: bool) -> str:
        """Return what is read out, in the active language."""
        return (self.organisation if for_organisation else self.text).here()


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Return every version, oldest first."""
    read = files("motcua.services.onestop").joinpath("data", "consent_texts.json").read_text(encoding="utf-8")
    return tuple(
        ConsentText(
            version=row["version"],
            valid_from=date.fromisoformat(row["valid_from"]),
            text=Text.model_validate(row["text"]),
            organisation=Text.model_validate(row["organisation"]),
            document=row["document"],
            article=row["article"],
            verified=row["verified"],
        )
        for row in json.loads(read)
    )


def text_on(day: date) -> ConsentText:
    """Return the text that is read out on `day`."""
    return [each for each in consent_texts() if each.valid_from <= day][-1]


def text_of(version: str) -> ConsentText:
    """Return a version by its name; raise KeyError for one that never was."""
    return {each.version: each for each in consent_texts()}[version]
