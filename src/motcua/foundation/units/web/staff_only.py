"""Doors of the staff side: who is let in, who is sent to sign in, who sees nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.foundation.units.access import RoleSet, answering_roles, roles_of
from motcua.foundation.units.models import Role, Staff, User
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import NEEDS_SECOND_FACTOR
from motcua.foundation.worktime import clock

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request that has passed `require_staff`: who it is, what they may do, and the moment it is judged by."""

    staff: Staff
    roles: RoleSet
    now: datetime


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def require_staff(view: StaffView[P]) -> View[P]:
    """Let staff with a role into `view`, with `request.staff`, `request.roles` and `request.now` set.

    Anonymous visitors go to the sign-in page and come back; an account without any role gets 404. Whoever must choose
    an own password, or on a real installation must set up the second factor, is sent to do that first. NotAllowed
    out of a use case is 404 as well.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        known = _with_roles(request)
        try:
            return _first_duty(known) or view(known, *args, **kwargs)
        except NotAllowed as refusal:
            raise Http404 from refusal

    return guarded


def require_role(*roles: Role) -> Callable[[StaffView[P]], View[P]]:
    """Let in only staff who hold one of `roles` in some unit; everybody else signed in gets 404."""

    def decorator(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def checked(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.roles.somewhere(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return require_staff(checked)

    return decorator


def for_what_was_taken_over(view: StaffView[P]) -> StaffView[P]:
    """Let `request.roles` reach the units that ended and were taken over where one works; see `answering_roles`."""

    @wraps(view)
    def reaching(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.roles = answering_roles(request.roles, request.now)
        return view(request, *args, **kwargs)

    return reaching


def _with_roles(request: HttpRequest) -> StaffRequest:
    staff = Staff.objects.select_related("user").filter(user=request.user.pk, is_active=True).first()
    if staff is None:
        raise Http404
    known = cast("StaffRequest", request)
    known.staff, known.now = staff, clock.now()
    known.roles = roles_of(staff, known.now)
    if known.roles.is_empty:
        raise Http404
    return known


def _first_duty(request: StaffRequest) -> HttpResponse | None:
    """Return the redirect to what must be done before anything else, or None."""
    user = request.staff.user
    if user.must_change_password:
        messages.info(request, _("Đây là lần đăng nhập đầu tiên: hãy đặt mật khẩu của riêng anh/chị."))
        return redirect("account_change_password")
    if not settings.DEMO and request.roles.somewhere(*NEEDS_SECOND_FACTOR) and not _has_second_factor(user):
        messages.info(request, _("Vai trò của anh/chị cần mã xác thực một lần. Hãy cài đặt rồi tiếp tục."))
        return redirect("mfa_activate_totp")
    return None


def _has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
