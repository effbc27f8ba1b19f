"""Take a definition that is being written in hand: open, locked, and as it was last seen."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.definition import SCHEMA, ProcedureDocument
from motcua.services.onestop.models import DefinitionDraft, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused


class DraftChanged(DossierRefused):
    """Somebody else changed the definition since the page was read."""

    def __init__(self, draft: DefinitionDraft) -> None:
        super().__init__(
            "definition_changed",
            format_lazy(
                _("{name} vừa sửa bản soạn này. Chưa ghi gì cả: hãy tải lại trang, xem thay đổi rồi làm lại."),
                name=draft.changed_by.full_name,
            ),
        )


def draft_in_hand(draft_id: int, *, by: Staff, now: datetime, expected_version: int) -> DefinitionDraft:
    """Return the open draft, locked until the transaction ends.

    Raises NotAllowed, DefinitionDraft.DoesNotExist for one that has ended or never was, DraftChanged.
    """
    require_designer(by, now)
    draft = (
        DefinitionDraft.objects.select_for_update(of=("self",))
        .select_related("changed_by", "based_on")
        .get(pk=draft_id, ended_at__isnull=True)
    )
    if draft.version != expected_version:
        raise DraftChanged(draft)
    return draft


def newest_version(slug: str) -> ProcedureVersion | None:
    """Return the newest published version of a procedure, None when there is none."""
    return ProcedureVersion.objects.filter(procedure__slug=slug).order_by("-number").first()


def empty_document(*, slug: str, title: str, code: str) -> dict[str, JsonValue]:
    """Return the beginning of a new procedure: who applies is asked, the four usual steps stand there without times."""
    return {
        "schema": SCHEMA,
        "code": code,
        "code_verified": False,
        "slug": slug,
        "title": {"vi": title},
        "online_level": "partial",
        "level": "commune",
        "fee": {"free": True},
        "papers": [],
        "form": {"sections": [_applicant_section()]},
        "steps": [
            _step("receive", "Tiếp nhận, kiểm tra và chuyển hồ sơ", "receptionist", "receiving"),
            _step("examine", "Thẩm định hồ sơ", "specialist", "deciding"),
            _step("decide", "Lãnh đạo xem xét, ký kết quả", "leader", "deciding"),
            _step("return", "Trả kết quả", "receptionist", "receiving"),
        ],
    }


def _step(key: str, title: str, role: str, office: str) -> dict[str, JsonValue]:
    return {"key": key, "title": {"vi": title}, "role": role, "office": office}


def _applicant_section() -> dict[str, JsonValue]:
    asked = (
        ("full_name", "person_name", "Họ, chữ đệm, tên", True),
        ("identity_number", "cccd", "Số định danh cá nhân (CCCD)", True),
        ("phone", "phone", "Số điện thoại", True),
        ("email", "email", "Thư điện tử", False),
        ("address", "address", "Nơi cư trú", True),
    )
    fields: list[JsonValue] = []
    for key, kind, label, required in asked:
        field: dict[str, JsonValue] = {"key": key, "type": kind, "label": {"vi": label}}
        fields.append(field if required else {**field, "required": False})
    return {"key": "applicant", "title": {"vi": "Người nộp hồ sơ"}, "fields": fields}


def published_before(draft: DefinitionDraft) -> ProcedureDocument | None:
    """Return the newest published text of the procedure, which this draft would replace."""
    last = newest_version(draft.slug)
    return last.content if last is not None else None
