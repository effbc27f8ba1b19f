"""Who signs in?"""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account that signs in. What its owner may do hangs on `Staff` and roles, never on the account."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are not split into first and last
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=False)

    def get_full_name(self) -> str:
        """Return the name as it is written: family name first."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Return the given name, the last word."""
        return self.get_full_name().rsplit(" ", 1)[-1]
