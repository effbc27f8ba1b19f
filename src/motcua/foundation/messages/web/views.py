"""Pages of the outbox: what one is told, what could not be delivered, and in a demo what would have been sent."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.messages.access import TENDERS
from motcua.foundation.messages.actions.resend_message import NotResendable, resend_message
from motcua.foundation.messages.models import NEEDS_A_PERSON, OutboxMessage
from motcua.foundation.messages.queries import page_of
from motcua.foundation.messages.staff_messages import notices_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff


@require_safe
@never_cache
@require_staff
def notices(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thong-bao/`: what the platform has told whoever is signed in, the newest first."""
    page = page_of(notices_of(request.staff.pk), before=_before(request))
    return render(request, "messages/notices.html", {"page": page})


@require_safe
@require_role(*TENDERS)
def troubled(request: StaffRequest) -> HttpResponse:
    """List the messages of the reader's units that could not be delivered, newest first."""
    mine = OutboxMessage.objects.of_units(request.roles.unit_ids(*TENDERS)).in_trouble()
    page = page_of(mine, before=_before(request))
    return render(request, "messages/troubled.html", {"page": page, "resendable": NEEDS_A_PERSON})


@require_POST
@require_role(*TENDERS)
def resend(request: StaffRequest, message_id: int) -> HttpResponse:
    """Queue a message again and go back to the list."""
    try:
        sent = resend_message(message_id=message_id, by=request.staff, roles=request.roles, now=request.now)
    except OutboxMessage.DoesNotExist as unknown:
        raise Http404 from unknown
    except NotResendable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tin nhắn tới %(to)s sẽ được gửi lại.") % {"to": sent.masked_to})
    return redirect("messages:troubled")


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Show what would have been sent; only a demo has this page."""
    if not settings.DEMO:
        raise Http404
    return render(
        request, "messages/demo.html", {"page": page_of(OutboxMessage.objects.all(), before=_before(request))}
    )


def _before(request: HttpRequest) -> int | None:
    """Return where the page starts; nonsense in the address is the first page."""
    word = request.GET.get("truoc", "")
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 18 else None  # noqa: PLR2004 - a bigint
