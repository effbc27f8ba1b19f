"""Which fees can be asked for a dossier? Those of the dated tables, else as the procedure's own document says."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from motcua.foundation.payments.fee_tables import fees_on
from motcua.foundation.payments.fees import FeeRule
from motcua.services.onestop.definition import FeeItem, ProcedureDocument

_CODES = Path(__file__).parent / "data" / "fee_codes.json"
DOSSIER = "dossier"


def rules_for(document: ProcedureDocument, *, unit_id: int, day: date) -> dict[str, FeeRule]:
    """Return the fees of the procedure that are in force for the receiving unit on `day`, by their codes.

    An item that stands for a fee of the tables is asked as the tables say on that day; any other as the document of
    the procedure says, with its source.
    """
    codes = _codes().get(document.slug, {})
    listed = fees_on(day, unit_id=unit_id, codes=set(codes.values())) if codes else {}
    rules: dict[str, FeeRule] = {}
    for item in document.fee.items:
        rule = listed.get(codes.get(item.key, "")) or _own(item, document)
        rules[rule.code] = rule
    return rules


@cache
def _codes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(_CODES.read_text(encoding="utf-8"))["codes"]
    return found


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
