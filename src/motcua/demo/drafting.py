"""What is being written in the demo: the next version of a procedure, sound, not yet published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.change_definition_draft import change_definition_draft
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft

SLUG: Final = "cap-giay-xac-nhan-tinh-trang-hon-nhan"
WRITER: Final = "quantri"
TOLD: Final[dict[str, Any]] = {"action": "hand_over", "at": ["receive"], "effects": ["notify"]}


def draft_procedure(*, now: datetime) -> None:
    """Have the district's administrator shorten a step of the draft and tell applicants when work begins."""
    by = Staff.objects.get(user__username=WRITER)
    draft = start_definition_draft(slug=SLUG, by=by, now=now - timedelta(days=2))
    steps: list[Any] = [dict(step) for step in draft.document["steps"]]
    steps[1] = steps[1] | {"duration": {"amount": 6, "unit": "working_hour"}}
    change_definition_draft(
        draft_id=draft.pk, changes={"steps": steps, "acts": [TOLD]}, by=by, now=now, expected_version=draft.version
    )
