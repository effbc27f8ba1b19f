"""Write down what was found for one line of a checklist, with photographs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.access import may_inspect
from motcua.replication.followup.models import Finding, Inspection, InspectionItem, InspectionPhoto
from motcua.replication.followup.refusals import Conflict, FollowupRefused, NeedMissing
from motcua.replication.followup.uploads import Incoming, receive_all
from motcua.replication.followup.visits import visit_in_hand

MOST_PHOTOS = 10  # of one line


def record_finding(
    *,
    inspection_id: int,
    item_id: int,
    result: Finding,
    note: str = "",
    photos: Sequence[Incoming] = (),
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> InspectionItem:
    """Return the line with its result; photographs are added to those that are there.

    "Chưa đạt" needs a note. `expected_version` is that of the line. Only the inspector, until the minutes are signed.
    Raises Inspection.DoesNotExist, InspectionItem.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing,
    FileRefused, FollowupRefused.
    """
    words = note.strip()
    with transaction.atomic():
        _in_hand(inspection_id, item_id, photos=len(photos), by=by, now=now, expected_version=expected_version)
    if result is Finding.NOT_MET and not words:
        raise NeedMissing("note", _("Chưa ghi điều chưa đạt. Đơn vị cần biết phải khắc phục gì."))
    # a photograph is re-encoded, which takes seconds and must not hold a lock
    stored = receive_all(photos, by=by, now=now, only_pictures=True)
    with transaction.atomic():
        visit, item = _in_hand(
            inspection_id, item_id, photos=len(photos), by=by, now=now, expected_version=expected_version
        )
        item.result, item.note, item.checked_at, item.version = result, words, now, item.version + 1
        item.save(update_fields=["result", "note", "checked_at", "version"])
        InspectionPhoto.objects.bulk_create(
            InspectionPhoto(item=item, stored=photo, added_at=now, added_by=by) for photo in stored
        )
        if visit.started_at is None:
            visit.started_at = now
            visit.save(update_fields=["started_at"])
        record(
            actor=by.as_actor(),
            unit_id=visit.unit_id,
            action="followup.record_finding",
            target=("followup_inspection", str(visit.pk)),
            now=now,
            detail={"line": item.position, "result": result.value, "photos": [photo.sha256 for photo in stored]},
        )
    return item


def _in_hand(
    inspection_id: int, item_id: int, *, photos: int, by: Staff, now: datetime, expected_version: int | None
) -> tuple[Inspection, InspectionItem]:
    visit, roles = visit_in_hand(inspection_id, by=by, now=now)
    if not may_inspect(roles, visit):
        raise NotAllowed
    item = visit.items.get(pk=item_id)
    if expected_version is not None and item.version != expected_version:
        raise Conflict
    if item.photos.count() + photos > MOST_PHOTOS:
        raise FollowupRefused("too_many_photos", _("Mỗi nội dung có tối đa 10 ảnh. Chưa lưu gì: hãy chọn ít ảnh hơn."))
    return visit, item
