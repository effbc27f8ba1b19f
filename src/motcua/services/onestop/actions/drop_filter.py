"""Forget a saved filter."""

from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.batch import SavedFilter


def drop_filter(*, filter_id: int, by: Staff) -> None:
    """Delete one of one's own filters; one that is gone, or somebody else's, changes nothing."""
    SavedFilter.objects.filter(pk=filter_id, staff=by).delete()
