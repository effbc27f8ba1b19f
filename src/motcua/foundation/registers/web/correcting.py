"""Put a line of an official book right: what stood there stays readable, with the reason of whoever changed it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.registers.access import CORRECTORS, correctable_books
from motcua.foundation.registers.actions.correct_entry import correct_entry
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.registers.queries import line_of
from motcua.foundation.registers.rules import Column
from motcua.foundation.registers.web.views import title_of
from motcua.foundation.units.web.staff_only import StaffRequest, for_what_was_taken_over, require_role

COLUMN = "cot-"  # before the key of a column in the name of its input


class CorrectionForm(forms.Form):
    """Every column as it stands, and why it is changed."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Lý do đính chính"),
        help_text=gettext_lazy("Ghi vào sổ cùng tên người đính chính. Nội dung cũ vẫn đọc được."),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi lý do đính chính.")},
    )

    def __init__(self, columns: tuple[Column, ...], line: dict[str, str], data: Any = None) -> None:  # noqa: ANN401
        self.line = line
        super().__init__(data, initial={f"{COLUMN}{key}": text for key, text in line.items()})
        is_english = translation.get_language() == "en"
        for column in columns:
            label = column.label_en if is_english else column.label
            self.fields[f"{COLUMN}{column.key}"] = forms.CharField(label=label, required=False, max_length=1000)
        self.order_fields([*(f"{COLUMN}{column.key}" for column in columns), "reason"])

    @property
    def changed(self) -> dict[str, str]:
        """Return the columns whose text differs from what stands there."""
        given = {key: self.cleaned_data[f"{COLUMN}{key}"] for key in self.line}
        return {key: text for key, text in given.items() if text != self.line[key]}

    def clean(self) -> dict[str, Any]:
        """Refuse a correction that changes nothing."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changed:
            raise forms.ValidationError(gettext_lazy("Chưa sửa cột nào. Hãy sửa chỗ ghi sai rồi lưu."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*CORRECTORS)
@for_what_was_taken_over
def correct(request: StaffRequest, book_id: int, line: int) -> HttpResponse:
    """`/can-bo/so/<book>/<line>/`: the columns of a line, to be put right with a reason; also in a closed book."""
    found = BookEntry.objects.select_related("book__definition").filter(book__in=correctable_books(request.roles))
    entry = get_object_or_404(found, book=book_id, number=line)
    columns = entry.book.definition.book_columns()
    told = line_of(entry)
    stands = {column.key: told.get(column.key, "") for column in columns}
    form = CorrectionForm(columns, stands, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        correct_entry(
            entry_id=entry.pk,
            columns=form.changed,
            reason=form.cleaned_data["reason"],
            by=request.staff,
            now=request.now,
        )
        messages.success(request, _("Đã đính chính số %(number)s.") % {"number": entry.number_text})
        return redirect("registers:book", book_id)
    context = {"book": entry.book, "title": title_of(entry.book), "entry": entry, "form": form}
    return render(request, "registers/correct.html", context, status=422 if form.errors else 200)
