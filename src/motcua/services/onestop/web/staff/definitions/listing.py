"""The procedures as what is published and what is being written: begin, import, export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.import_definitions import import_definitions
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft
from motcua.services.onestop.designing.drafts import empty_document, newest_version
from motcua.services.onestop.designing.exchange import LARGEST, FileFaulty, packed
from motcua.services.onestop.models import Procedure
from motcua.services.onestop.queries.definitions import definitions_page, newest_documents
from motcua.services.onestop.web.staff.definitions.reach import UNPROCESSABLE, require_designing


class NewForm(forms.Form):
    """A procedure that is not in the catalogue yet."""

    use_required_attribute = False
    title = forms.CharField(
        label=gettext_lazy("Tên thủ tục"),
        max_length=400,
        error_messages={"required": gettext_lazy("Hãy nhập tên thủ tục.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Mã thủ tục (mã TTHC)"),
        max_length=40,
        error_messages={"required": gettext_lazy("Hãy nhập mã thủ tục.")},
    )
    slug = forms.SlugField(
        label=gettext_lazy("Tên trong địa chỉ"),
        help_text=gettext_lazy("Chữ thường không dấu, số và gạch nối. Không đổi được về sau."),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Hãy nhập tên trong địa chỉ, ví dụ dang-ky-khai-sinh."),
            "invalid": gettext_lazy("Chỉ dùng chữ thường không dấu, số và gạch nối."),
        },
    )

    def clean_slug(self) -> str:
        """Refuse the name of a procedure that exists: it is written from its own line."""
        slug = str(self.cleaned_data["slug"]).lower()
        if Procedure.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                gettext_lazy("Đã có thủ tục mang tên này. Hãy bấm Soạn phiên bản mới ở dòng của nó.")
            )
        return slug


class ImportForm(forms.Form):
    """A file of procedures."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Tệp thủ tục"),
        help_text=gettext_lazy("Tệp .json xuất từ hệ thống này. Một dòng sai thì không nhập dòng nào."),
        error_messages={"required": gettext_lazy("Hãy chọn tệp.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's own
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(gettext_lazy("Tệp lớn hơn 5 MB. Hãy xuất ít thủ tục hơn."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@require_designing
def definitions(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/`: every procedure with its version and its draft; POST begins a draft of `slug`."""
    if request.method == "POST":
        try:
            draft = start_definition_draft(slug=request.POST.get("slug", ""), by=request.staff, now=request.now)
        except Procedure.DoesNotExist as unknown:
            raise Http404 from unknown
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("onestop_staff:definitions")
        return redirect("onestop_staff:definition", draft.pk)
    context = {"page": definitions_page(now=request.now)}
    return render(request, "onestop/staff/definitions/list.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@require_designing
def new_definition(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/moi/`: name a new procedure and begin with the four usual steps."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        document = empty_document(slug=given["slug"], title=given["title"], code=given["code"])
        try:
            draft = start_definition_draft(slug=given["slug"], document=document, by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("onestop_staff:definition", draft.pk)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "title": _("Thủ tục mới"), "label": _("Bắt đầu soạn"), "faults": ()}
    return render(request, "onestop/staff/definitions/begin.html", context, status=status, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@require_designing
def import_file(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/nhap/`: procedures from a file become drafts, all of them or none."""
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = import_definitions(data=form.cleaned_data["file"].read(), by=request.staff, now=request.now)
        except FileFaulty as faulty:
            faults = faulty.faults
            form.add_error("file", str(faulty))
        else:
            words = ngettext("Đã nhập %(count)s thủ tục.", "Đã nhập %(count)s thủ tục.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("onestop_staff:definitions")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "title": _("Nhập thủ tục từ tệp"), "label": _("Nhập tệp"), "faults": faults}
    return render(request, "onestop/staff/definitions/begin.html", context, status=status, using="jinja2")


@require_safe
@require_designing
def file(request: StaffRequest, slug: str = "") -> HttpResponse:
    """`/can-bo/thu-tuc/soan/tep/`: the newest published texts as one file; with a name after it, of one procedure."""
    if slug:
        version = newest_version(slug)
        if version is None:
            raise Http404
        documents = [version.content]
    else:
        documents = newest_documents()
    del request
    name = f"thu-tuc-{slug}.json" if slug else "thu-tuc.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed(documents), content_type="application/json", headers=headers)
