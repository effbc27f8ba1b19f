"""The fees that come with the platform, and which fee holds for a unit on a day."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from django.db import connection, transaction
from django.db.models import Q

from motcua.foundation.payments.fees import FeeRule
from motcua.foundation.payments.models import FeeVersion

TABLES = ("certification", "civil_status", "business", "land", "other")

# the unit itself and every unit above it on that day, the nearest first
_LINE = """
WITH RECURSIVE above(unit_id, depth) AS (
    SELECT %(unit)s::bigint, 0
  UNION ALL
    SELECT v.parent_id, a.depth + 1
    FROM above a JOIN units_unitversion v ON v.unit_id = a.unit_id AND v.valid @> %(day)s::date
    WHERE v.parent_id IS NOT NULL AND a.depth < 10
)
SELECT unit_id FROM above ORDER BY depth
"""


@cache
def shipped() -> tuple[FeeRule, ...]:
    """Return every fee of `data/fees/*.json`, read and checked."""
    folder = files("motcua.foundation.payments").joinpath("data", "fees")
    rows = (
        row
        for table in TABLES
        for row in json.loads(folder.joinpath(f"{table}.json").read_text(encoding="utf-8"))["fees"]
    )
    return tuple(FeeRule.model_validate(row) for row in rows)


def load_fees(now: datetime) -> int:
    """Publish the shipped fees that are not there yet, for everybody, and return how many; changes nothing that is."""
    with transaction.atomic():
        known = set(FeeVersion.objects.filter(unit=None).values_list("code", "valid_from"))
        missing = [rule for rule in shipped() if (rule.code, rule.valid_from) not in known]
        FeeVersion.objects.bulk_create([version_of(rule, unit_id=None, by="motcua", now=now) for rule in missing])
    return len(missing)


def version_of(rule: FeeRule, *, unit_id: int | None, by: str, now: datetime) -> FeeVersion:
    """Return the row of a rule, not saved yet."""
    return FeeVersion(
        code=rule.code,
        unit_id=unit_id,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        rule=rule.model_dump(mode="json", exclude_defaults=True),
        document=rule.document,
        verified=rule.verified,
        published_at=now,
        published_by_name=by,
    )


def fees_on(day: date, *, unit_id: int, codes: Iterable[str] | None = None) -> dict[str, FeeRule]:
    """Return the fees in force for a unit on a day by their codes (None = all), in two queries.

    The unit's own fee goes before that of a unit above it, and the nearest above before the common one; of the same
    unit the latest that has begun and not ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINE, {"unit": unit_id, "day": day})
        line: list[int | None] = [*(row[0] for row in cursor.fetchall()), None]
    found = FeeVersion.objects.filter(Q(unit__in=[one for one in line if one]) | Q(unit=None), valid_from__lte=day)
    found = found.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    if codes is not None:
        found = found.filter(code__in=list(codes))
    nearest: dict[str, FeeVersion] = {}
    for version in sorted(found, key=lambda one: (-line.index(one.unit_id), one.valid_from)):
        nearest[version.code] = version
    return {code: version.content for code, version in nearest.items()}
