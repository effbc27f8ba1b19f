"""Pages for what went wrong: what happened, what was kept, what to do now.

They use the slimmest layout and read nothing from the database, so that they also appear when it is gone.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.foundation.ui.incidents import new_incident

log = logging.getLogger("motcua.incidents")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a page of this kind says. `kept` may be empty; `steps` are things to do now, the likeliest first."""

    title: str
    happened: str
    kept: str
    steps: Sequence[str]


def trouble_page(request: HttpRequest, trouble: Trouble, status: int, incident: str = "") -> HttpResponse:
    """Draw the page for `trouble`; an error is never kept by a cache."""
    response = render(request, "ui/trouble.html", {"trouble": trouble, "incident": incident}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the browser sent what we cannot read (413 when it is simply too much)."""
    if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)):
        return too_large(request)
    return trouble_page(
        request,
        Trouble(
            _("Yêu cầu không đọc được"),
            _("Trình duyệt đã gửi một yêu cầu mà hệ thống không hiểu."),
            _("Những gì đã lưu trước đó vẫn còn nguyên."),
            [_("Quay lại trang trước, tải lại trang rồi thử lần nữa.")],
        ),
        HTTPStatus.BAD_REQUEST,
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose origin is unproven: cookies are off, or the page stood open too long."""
    log.info("form refused: %s", reason)
    return trouble_page(
        request,
        Trouble(
            _("Chưa gửi được biểu mẫu"),
            _("Trang đã mở quá lâu hoặc trình duyệt không nhận cookie, nên không chắc biểu mẫu được gửi từ trang này."),
            _("Chưa có gì thay đổi. Những bước đã lưu vẫn còn nguyên."),
            [
                _("Bấm nút Quay lại của trình duyệt, tải lại trang rồi gửi lại. Phần vừa nhập thường vẫn còn."),
                _("Nếu vẫn không được, bật cookie cho trang này."),
            ],
        ),
        HTTPStatus.FORBIDDEN,
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403: this person may not do this."""
    return trouble_page(
        request,
        Trouble(
            _("Không có quyền xem trang này"),
            _("Tài khoản đang dùng không được phép mở trang này."),
            _("Không có gì thay đổi."),
            [_("Nếu công việc cần trang này, đề nghị quản trị viên cấp quyền.")],
        ),
        HTTPStatus.FORBIDDEN,
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404, the same for what is not there and for what is none of the visitor's business."""
    return trouble_page(
        request,
        Trouble(
            _("Không tìm thấy trang"),
            _("Địa chỉ có thể bị gõ thiếu, đã thay đổi, hoặc trang không còn nữa."),
            "",
            [
                _("Kiểm tra lại địa chỉ, nhất là khi gõ tay từ giấy."),
                _("Hoặc bắt đầu lại từ trang chủ."),
            ],
        ),
        HTTPStatus.NOT_FOUND,
    )


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer 405: an address that only takes a form was opened directly."""
    return trouble_page(
        request,
        Trouble(
            _("Không mở được trang này trực tiếp"),
            _("Địa chỉ này chỉ nhận biểu mẫu gửi từ một trang khác."),
            _("Không có gì thay đổi."),
            [_("Quay lại trang trước hoặc bắt đầu từ trang chủ.")],
        ),
        HTTPStatus.METHOD_NOT_ALLOWED,
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413: more was sent than we take."""
    return trouble_page(
        request,
        Trouble(
            _("Gửi quá nhiều trong một lần"),
            _("Tổng dung lượng hoặc số tệp vượt quá mức cho phép, nên lần gửi này không được nhận."),
            _("Những bước đã lưu trước đó vẫn còn nguyên."),
            [
                _("Quay lại và gửi ít tệp hơn, từng tệp một."),
                _("Chụp hoặc quét giấy tờ ở độ phân giải thấp hơn."),
            ],
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429: too many attempts in a short time from one place."""
    return trouble_page(
        request,
        Trouble(
            _("Thử quá nhiều lần"),
            _("Trong thời gian ngắn đã có quá nhiều lần thử từ mạng đang dùng."),
            _("Không có gì bị mất hay bị khóa."),
            [_("Đợi vài phút rồi thử lại.")],
        ),
        HTTPStatus.TOO_MANY_REQUESTS,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with the incident id under which the log keeps the traceback.

    The log names the route, not the address: an address may carry a look-up token.
    """
    incident = new_incident()
    route = request.resolver_match.route if request.resolver_match else "-"
    # Django calls us while it handles the exception
    log.error("incident %s: %s %s", incident, request.method, route, exc_info=True)  # noqa: LOG014
    response = trouble_page(
        request,
        Trouble(
            _("Hệ thống gặp sự cố"),
            _("Đã có lỗi ngoài dự tính khi xử lý yêu cầu. Lỗi không do người dùng."),
            _("Những gì đã lưu trước đó vẫn còn nguyên; thao tác vừa rồi có thể chưa được ghi nhận."),
            [
                _("Đợi một lát rồi thử lại. Trước khi nộp lại hồ sơ, kiểm tra xem hồ sơ đã được nhận chưa."),
                _("Nếu vẫn gặp lỗi, báo cho bộ phận một cửa mã sự cố dưới đây."),
            ],
        ),
        HTTPStatus.INTERNAL_SERVER_ERROR,
        incident,
    )
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - else Django logs the address
    return response
