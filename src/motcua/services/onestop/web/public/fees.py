"""What the holder of a look-up code has to pay, with the link to each charge."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.payments.models import Charge
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.web.public.by_code import with_status


@require_safe
@never_cache
@with_status
def fees(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/nop-tien/`."""
    charges = list(Charge.objects.about(DOSSIER, str(status.dossier_id)))
    context = {"status": status, "token": token, "charges": charges}
    return render(request, "onestop/public/fees.html", context, using="jinja2")
