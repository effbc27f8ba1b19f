"""Sign-in rules of staff accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from motcua.foundation.ui.account_forms import SIGN_IN_ERRORS
from motcua.foundation.ui.web.client import client_address, network_of
from motcua.foundation.units.models import User

# no letters or digits that are taken for one another when read aloud
_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - an alphabet, not a password


def first_password() -> str:
    """Return a random password for a new account, to be handed over once and changed at the first sign-in."""
    return "-".join(get_random_string(4, _PASSWORD_LETTERS) for _part in range(4))


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator, never by a visitor."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SIGN_IN_ERRORS}

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the network that limits of attempts count."""
        return network_of(client_address(request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Tell allauth that nobody signs up."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        """Refuse the sign-in of somebody whose account was closed, and say whom to ask."""
        messages.error(
            request,
            _("Tài khoản này đã ngừng sử dụng. Nếu anh/chị vẫn đang công tác, hãy báo quản trị viên của đơn vị."),
        )
        return redirect("account_login")

    def set_password(self, user: User, password: str) -> None:
        """Store a password that its owner has chosen."""
        user.must_change_password = False
        super().set_password(user, password)
