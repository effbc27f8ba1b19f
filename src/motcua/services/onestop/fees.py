"""Which fees can be asked for a dossier? Those of the dated tables, else as the procedure's own document says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from motcua.foundation.payments.fee_tables import fees_on
from motcua.foundation.payments.fees import FeeRule
from motcua.services.onestop.definition import FeeItem, ProcedureDocument

_CODES = Path(__file__).parent / "data" / "fee_codes.json"
DOSSIER = "dossier"


@dataclass(frozen=True)
class Wanted:
    """What a dossier wants of a fee: pieces, each of so many pages (0: not told); `about`: what they are copies of."""

    count: int
    pages: int = 0
    about: str = ""


def wanted_in(slug: str, answers: Mapping[str, Any]) -> dict[str, tuple[Wanted, ...]]:
    """Return by code of the fee what the answers say there is of it; what they do not say is left to be counted."""
    found = {code: _wanted(told, answers) for code, told in _data("counts").get(slug, {}).items()}
    return {code: wanted for code, wanted in found.items() if wanted}


def rules_for(document: ProcedureDocument, *, unit_id: int, day: date) -> dict[str, FeeRule]:
    """Return the fees of the procedure that are in force for the receiving unit on `day`, by their codes.

    An item that stands for a fee of the tables is asked as the tables say on that day; any other as the document of
    the procedure says, with its source.
    """
    codes = _data("codes").get(document.slug, {})
    listed = fees_on(day, unit_id=unit_id, codes=set(codes.values())) if codes else {}
    rules: dict[str, FeeRule] = {}
    for item in document.fee.items:
        rule = listed.get(codes.get(item.key, "")) or _own(item, document)
        rules[rule.code] = rule
    return rules


@cache
def _data(part: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(_CODES.read_text(encoding="utf-8"))[part]
    return found


def _wanted(told: Mapping[str, str], answers: Mapping[str, Any]) -> tuple[Wanted, ...]:
    rows = answers.get(told["rows"]) if "rows" in told else [answers]
    every = [
        Wanted(_number(row, told["count"]), _number(row, told.get("pages", "")), str(row.get(told.get("name", ""), "")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping)
    ]
    return tuple(wanted for wanted in every if wanted.count)


def _number(row: Mapping[str, Any], key: str) -> int:
    value = row.get(key)
    return value if isinstance(value, int) and value > 0 else 0


def _own(item: FeeItem, document: ProcedureDocument) -> FeeRule:
    return FeeRule(
        code=f"procedure.{item.key}",
        label=item.label,
        unit=item.unit,
        kind="each",
        amount=item.amount,
        document=item.source.document,
        article=item.source.article,
        verified=item.verified,
        valid_from=document.valid_from,
    )
