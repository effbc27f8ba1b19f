"""The dated facts that come with the room: how soon a person's request is answered."""

import json
from datetime import date
from functools import cache
from importlib.resources import files

from motcua.foundation.privacy.rules import AnswerLimit
from motcua.foundation.worktime.rules import Limit, TimeUnit


@cache
def answer_limits() -> tuple[AnswerLimit, ...]:
    """Return every limit there was or is."""
    text = files("motcua.foundation.privacy").joinpath("data", "limits.json").read_text(encoding="utf-8")
    return tuple(
        AnswerLimit(
            kinds=frozenset(row["kinds"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            limit=Limit(row["amount"], TimeUnit(row["unit"])),
            document=row["document"],
            article=row["article"],
            verified=row["verified"],
        )
        for row in json.loads(text)["limits"]
    )
