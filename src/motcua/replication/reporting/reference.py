"""The dated facts that come with the room: from when the report of a period may be signed."""

import json
from datetime import date
from functools import cache
from importlib.resources import files

from motcua.foundation.forms.definition import Text
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.refusals import NoSuchPeriod
from motcua.replication.reporting.rules import Period, SigningRule


def signing_rule(period: Period) -> SigningRule:
    """Return the rule in force on the last day of a period, of several the one that began last.

    Raises NoSuchPeriod for a period before the first rule.
    """
    standing = [each for each in signing_rules() if each.kind == period.kind and each.is_valid_on(period.last)]
    if not standing:
        raise NoSuchPeriod
    return max(standing, key=lambda each: each.valid_from)


@cache
def signing_rules() -> tuple[SigningRule, ...]:
    """Return every rule, as `data/signing.json` has them."""
    text = files("motcua.replication.reporting").joinpath("data", "signing.json").read_text(encoding="utf-8")
    return tuple(
        SigningRule(
            kind=ReportKind(row["kind"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if "valid_to" in row else None,
            days_before_end=row["days_before_end"],
            document=row["document"],
            article=row["article"],
            note=Text(**row["note"]),
            verified=row["verified"],
        )
        for row in json.loads(text)["rules"]
    )
