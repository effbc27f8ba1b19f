"""What can be asked about models? Each answer takes a fixed number of queries."""

from motcua.replication.initiatives.models import Initiative


def initiative_by_code(code: str) -> Initiative:
    """Return the model with this code ("R2"); raise Initiative.DoesNotExist."""
    return Initiative.objects.get(code=code)
