"""Give up what was begun for a citizen: nothing of it stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.consenting import note_given_up
from motcua.services.onestop.helping.forgetting import forget_unfiled
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import Draft, HelpedFiling


@transaction.atomic
def give_up_filing(*, filing_id: UUID, by: Staff, now: datetime) -> None:
    """Delete one's filing with its draft, consent and messages; files are swept by attachments.

    Whoever left the team may still do so. Raises HelpedFiling.DoesNotExist, HelpRefused for one that was filed.
    """
    helped = HelpedFiling.objects.filter(helper=by).select_for_update().get(pk=filing_id)
    if helped.filed_at is not None:
        raise HelpRefused(
            "already_filed", _("Hồ sơ đã gửi nên không bỏ được. Công dân có thể xin rút tại bộ phận một cửa.")
        )
    note_given_up(helped, by=by, now=now)
    draft_id = helped.draft_id
    forget_unfiled(HelpedFiling.objects.filter(pk=helped.pk))
    if draft_id is not None:
        Draft.objects.filter(pk=draft_id).delete()
