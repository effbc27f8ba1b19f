"""Drafts of procedures for tests, made through the actions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.actions.change_definition_draft import change_definition_draft
from motcua.services.onestop.actions.publish_definition_draft import publish_definition_draft
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft
from motcua.services.onestop.models import DefinitionDraft, MovePlan, ProcedureVersion
from tests.factories.onestop import NOW, Office
from tests.factories.units import make_staff


def make_designer(office: Office) -> Staff:
    """Return an administrator of the only unit that runs the one-stop."""
    return make_staff(role=Role.ADMINISTRATOR, unit=office.unit, name="Vũ Văn Soạn")


def make_definition_draft(office: Office, by: Staff, *, now: datetime = NOW, **changes: Any) -> DefinitionDraft:
    """Return a draft of the office's procedure with parts of it changed."""
    draft = start_definition_draft(slug=office.slug, by=by, now=now)
    if not changes:
        return draft
    return change_definition_draft(draft_id=draft.pk, changes=changes, by=by, now=now, expected_version=draft.version)


def publish(
    draft: DefinitionDraft,
    by: Staff,
    *,
    agreed: Collection[int] = (),
    looked_at: Collection[int] = (),
    now: datetime = NOW,
) -> ProcedureVersion:
    """Publish a draft as it stands, and let the job move what was agreed on if the version holds at `now`."""
    version = publish_definition_draft(
        draft_id=draft.pk, agreed=agreed, looked_at=looked_at, by=by, now=now, expected_version=draft.version
    )
    for plan in MovePlan.objects.filter(version=version):
        carry_out_moves(plan_id=plan.pk, clock=lambda: now)
    return version
