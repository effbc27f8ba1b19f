"""Take a draft in hand: locked, in reach of whoever asks, still open, and as they last saw it."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.replication.access import WATCHERS
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.replication.shortening.refusals import ShorteningRefused


def locked_draft(draft_id: int, *, roles: RoleSet, seen_version: int) -> CommitmentDraft:
    """Return the open draft, locked until the transaction ends.

    Raises CommitmentDraft.DoesNotExist out of reach, ShorteningRefused when it was signed or dropped, ChangedMeanwhile.
    """
    reach = CommitmentDraft.objects.filter(unit__in=roles.unit_ids(*WATCHERS))
    draft = reach.select_for_update().get(pk=draft_id)
    if draft.state != DraftState.DRAFTED:
        raise ShorteningRefused("decided", _("Dự thảo này đã được ký hoặc đã bỏ. Không có gì thay đổi."))
    if draft.version != seen_version:
        raise ChangedMeanwhile
    return draft
