"""A rule said no: the page that tells the person so, and what to do instead."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.errors import Trouble, trouble_page

Words = str | Promise


def refused_page(
    request: HttpRequest,
    refused: Refused,
    *,
    status: int = HTTPStatus.CONFLICT,
    title: Words = "",
    kept: Words = "",
    steps: Sequence[Words] = (),
) -> HttpResponse:
    """Return a page that says what was refused (`refused.message`), what was kept and what to do now.

    Without words of the caller it says that nothing was changed and leads back.
    """
    return trouble_page(
        request,
        Trouble(
            str(title) or _("Không thực hiện được"),
            str(refused.message),
            str(kept) or _("Không có gì thay đổi."),
            [str(step) for step in steps] or [_("Quay lại trang trước, tải lại trang để xem tình trạng mới nhất.")],
        ),
        status,
    )
