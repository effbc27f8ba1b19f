"""Every component on one page for each layout, under addresses that only tests know (see `urlpatterns`)."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from motcua.config.urls import handler400, handler403, handler404, handler500
from motcua.config.urls import urlpatterns as own_addresses
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime.clock import ZONE

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SLIM = """
{% from "ui/form.html" import error_summary, form_fields, submit %}
{% from "ui/components.html" import details, facts, notice, step_of, tag, timeline %}
{% block title %}Thành phần của trang nhẹ{% endblock %}
{% block content %}
{{ step_of(1, 2) }}
<h1>Tra cứu hồ sơ</h1>
{{ notice("warn", "Còn thiếu giấy tờ", "Bổ sung tại nơi đã nộp.") }}
{{ notice("bad", "Không tìm thấy hồ sơ", alert=true) }}
<p>{{ tag("Đang xử lý", "info") }} {{ tag("Đúng hạn", "good") }} {{ tag("Sắp hết hạn", "warn") }} {{ tag("Quá hạn", "bad") }}</p>
{{ facts([("Mã hồ sơ", "7K2M-94QX"), ("Lệ phí", 1263600|money_vn)]) }}
{{ timeline([
  {"title": "Tiếp nhận", "when": day, "text": "Bộ phận Tiếp nhận và Trả kết quả", "state": "done"},
  {"title": "Thẩm định", "when": "dự kiến 10/04/2019", "text": "", "state": "current"},
  {"title": "Trả kết quả", "when": none, "text": "", "state": "next"}]) }}
{% call details("Mã ở đâu?") %}<p>Trên giấy biên nhận.</p>{% endcall %}
<form method="post" novalidate>
  {{ csrf_input }}{{ error_summary(address) }}{{ form_fields(address) }}{{ submit("Lưu và tiếp tục", back="/") }}
</form>
{% endblock %}
"""
EVERYTHING = """
{% from "ui/form.html" import error_summary, field, fieldset, form_fields, submit %}
{% from "ui/components.html" import back_link, bar_chart, breadcrumbs, cards, check_answers, details, empty_state, facts,
   notice, pager, progress, step_of, table, tag, timeline %}
{% block title %}Mọi thành phần{% endblock %}
{% block content %}
{{ breadcrumbs([("Trang chủ", "/"), ("Mọi thành phần", "")]) }}
{{ back_link("/") }}
{{ step_of(2, 5, "Giấy tờ") }}
<h1>Mọi thành phần</h1>
{{ notice("good", "Đã nhận hồ sơ", "Giữ lại mã để tra cứu.") }}
{% call notice("warn", "Còn thiếu giấy tờ") %}<p>Bổ sung trước <strong>{{ day|date_vn }}</strong>.</p>{% endcall %}
{{ notice("bad", "Không nhận được tệp", alert=true) }}
<p>{{ tag("Đang xử lý", "info") }} {{ tag("Đúng hạn", "good") }} {{ tag("Sắp hết hạn", "warn") }} {{ tag("Quá hạn", "bad") }} {{ tag("Nháp") }}</p>
{{ cards([{"figure": 12|number_vn, "label": "Quá hạn", "href": "/", "tone": "bad"}, {"figure": 1263|number_vn, "label": "Đang xử lý", "href": "/"}]) }}
{{ timeline([
  {"title": "Tiếp nhận", "when": day, "text": "Bộ phận Tiếp nhận và Trả kết quả", "state": "done"},
  {"title": "Thẩm định", "when": "dự kiến 10/04/2019", "text": "", "state": "current"},
  {"title": "Trả kết quả", "when": none, "text": "", "state": "next"}]) }}
{{ check_answers(sections, {"nguoi-nop": "/sua/"}) }}
{{ facts([("Mã hồ sơ", "7K2M-94QX"), ("Lệ phí", 1263600|money_vn)]) }}
{{ table("Hồ sơ mới", ["Mã", "Thủ tục", ("Số ngày", "num")], [["7K2M", "Đăng ký khai sinh", 3], ["94QX", "Cấp giấy phép xây dựng nhà ở riêng lẻ", 20]]) }}
{{ bar_chart("Hồ sơ theo thủ tục", [("Khai sinh", 120, "/"), ("Chứng thực", 48, "")], "Thủ tục", "Hồ sơ") }}
{{ progress(3, 12, "Tệp đã quét") }}
{{ empty_state("Chưa có hồ sơ nào", "Hồ sơ mới tiếp nhận hiện ở đây.", "/", "Nhận hồ sơ") }}
{% call details("Vì sao cần giấy này?") %}<p>Theo thông tư.</p>{% endcall %}
{{ pager("?truoc=1", "?sau=9") }}
<form method="post" novalidate>
  {{ csrf_input }}
  {{ error_summary(form) }}
  {{ form_fields(form) }}
  {% call fieldset("Địa chỉ", "Nơi đang ở") %}{{ field(address.street, "narrow") }}{% endcall %}
  {{ submit("Lưu và tiếp tục", back="/") }}
</form>
{% endblock %}
"""


@dataclass
class Section:
    """A section of answers as foundation/forms shows it."""

    title: str
    key: str
    rows: list[tuple[str, str, str]]


class EveryField(forms.Form):
    """One field of each kind."""

    full_name = forms.CharField(label="Họ và tên", help_text="Viết như trong giấy tờ")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    born = forms.DateField(label="Ngày sinh", help_text="Ví dụ: 31/12/1980")
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ", choices=[("a", "Bản chính"), ("b", "Bản sao")], widget=forms.CheckboxSelectMultiple
    )
    ward = forms.ChoiceField(label="Phường", choices=[("1", "Phường 1"), ("2", "Phường 2")])
    moment = forms.SplitDateTimeField(
        label="Giờ hẹn",
        required=False,
        widget=forms.SplitDateTimeWidget(date_attrs={"aria-label": "Ngày"}, time_attrs={"aria-label": "Giờ"}),
    )
    scan = forms.FileField(label="Bản chụp")
    agreed = forms.BooleanField(label="Tôi cam đoan khai đúng")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Address(forms.Form):
    """A part of another form."""

    street = forms.CharField(label="Số nhà, đường")


def gallery(request: HttpRequest, layout: str) -> HttpResponse:
    """Show every component in the layout named by the address; a posted form comes back with its errors."""
    rows = [("Họ và tên", "Nguyễn Thị Lan", "full_name"), ("Ghi chú", "", "note")]
    data = {
        "form": EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField(),
        "address": Address(request.POST or None),
        "sections": [Section("Người nộp", "nguoi-nop", rows), Section("Giấy tờ", "giay-to", [("Bản chính", "1", "a")])],
        "day": datetime(2019, 4, 8, 8, 30, tzinfo=ZONE),
    }
    source = f'{{% extends "ui/layout_{layout}.html" %}}{SLIM if layout == "slim" else EVERYTHING}'
    return HttpResponse(engines["jinja2"].from_string(source).render(data, request))


def fault(_request: HttpRequest) -> HttpResponse:
    """Break as no page should."""
    raise RuntimeError("broken on purpose")


def refusal(_request: HttpRequest) -> HttpResponse:
    """Let a refusal escape the view."""
    raise Refused("too_late", "Lịch hẹn này đã có người đặt.")


urlpatterns = [
    *own_addresses,
    path("mau/hong/", fault),
    path("mau/tu-choi/", refusal),
    path("mau/<slug:layout>/", gallery),
]
