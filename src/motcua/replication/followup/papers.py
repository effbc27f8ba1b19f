"""What stands in the papers of the follow-up: minutes of a visit, and the letter to those who did not implement.

Plain data for the typst templates, in Vietnamese, with days and hours in words.
"""

from collections.abc import Sequence

from django.utils import translation

from motcua.foundation.documents.dates import day_in_words, moment_in_words
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names, version_on
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.letterheads import heading_of
from motcua.replication.followup.models import Escalation, Inspection
from motcua.replication.followup.queries.missing import Missing

Data = dict[str, object]


def minutes_data(visit: Inspection, *, inspector: Staff) -> Data:
    """Return the minutes of a visit that is being signed (the layout of a biên bản, NĐ 30/2020, Phụ lục III)."""
    signed_at, started_at = visit.signed_at, visit.started_at
    if signed_at is None or started_at is None:
        raise ValueError("Minutes are of a visit that is being signed.")
    day = day_of(signed_at)
    items = visit.items.prefetch_related("photos__stored")
    remarks = visit.remarks.select_related("by")
    with translation.override("vi"):
        return {
            "heading": heading_of(visit.authority_id, day, number=visit.number).as_data(),
            "about": _about(visit),
            "unit": version_on(visit.unit_id, day).name,
            "authority": version_on(visit.authority_id, day).name,
            "started": moment_in_words(started_at),
            "ended": moment_in_words(signed_at),
            "place": visit.place,
            "present": [line.strip() for line in visit.present.splitlines() if line.strip()],
            "inspector": inspector.full_name,
            "inspector_title": inspector.title,
            "lines": [
                {"text": item.text, "result": item.result_name, "note": item.note, "photos": item.photos.count()}
                for item in items
            ],
            "photos": [
                {"line": item.position, "name": photo.stored.name, "sha256": photo.stored.content_sha256}
                for item in items
                for photo in item.photos.all()
            ],
            "conclusion": visit.conclusion,
            "remarks": [{"name": remark.by.full_name, "text": remark.text} for remark in remarks],
        }


def escalation_data(letter: Escalation, rows: Sequence[Missing], *, signer: Staff, number: str) -> Data:
    """Return the letter as it is signed by `signer` under `number`, with the list of `rows`."""
    if letter.signed_at is None:
        raise ValueError("A number belongs to a letter that is being signed.")
    day = day_of(letter.signed_at)
    units = unit_names({row.task.unit_id for row in rows}, day)
    return {
        "heading": heading_of(letter.authority_id, day, number=number).as_data(),
        "subject": letter.subject,
        "to": sorted(units.values(), key=listing_key),
        "paragraphs": [line.strip() for line in letter.body.splitlines() if line.strip()],
        "signer": signer.full_name,
        "signer_title": signer.title,
        "as_of": day_in_words(letter.as_of),
        "rows": [
            {
                "unit": row.unit_name,
                "number": row.task.requirement_number,
                "text": row.task.text,
                "due": date_vn(row.task.due_on),
                "late": str(row.days_late),
            }
            for row in rows
        ],
    }


def _about(visit: Inspection) -> str:
    if visit.initiative is not None:
        return f"việc áp dụng mô hình “{visit.initiative.title}”"
    if visit.directive is not None:
        return f"việc thực hiện {visit.directive.number} ngày {date_vn(visit.directive.issued_on)}"
    return "việc nhân rộng, áp dụng các mô hình, sáng kiến, cách làm hay"
