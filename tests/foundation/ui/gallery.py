"""Every component on one page for each layout, under addresses that only tests know (see `urlpatterns`)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from motcua.config.urls import handler400, handler403, handler404, handler500
from motcua.config.urls import urlpatterns as own_addresses
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime.clock import ZONE

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

HERE = Path(__file__).parent


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
    components = (HERE / ("gallery_slim.html" if layout == "slim" else "gallery_all.html")).read_text(encoding="utf-8")
    source = f'{{% extends "ui/layout_{layout}.html" %}}{components}'
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
