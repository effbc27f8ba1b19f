"""The forms of what staff do with a dossier: one small form an act, each with the version the page was read at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.services.onestop.actions.decide_result import FILE_WANTED
from motcua.services.onestop.models import Outcome, ResultBy
from motcua.services.onestop.procedure_acts import ways_from
from motcua.services.onestop.queries.dossier import DossierPage

REASON = {"required": _("Chưa ghi lý do. Người nộp cần biết vì sao.")}


class ActForm(forms.Form):
    """What every act sends: the version of the dossier that the page showed."""

    use_required_attribute = False
    wordless: frozenset[str] = frozenset()  # fields whose value is no text to read, such as a drawing
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.page = page
        kwargs["initial"] = {"version": page.dossier.version}
        super().__init__(*args, **kwargs)


class ReasonForm(ActForm):
    """An act that needs a reason."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=forms.Textarea({"rows": 3}), error_messages=REASON
    )


class VerifyForm(ReasonForm):
    """What came of an objection to the help."""

    reason = forms.CharField(
        label=_("Kết quả xác minh"),
        help_text=_("Đã liên hệ người được nộp giúp bằng cách nào, họ nói gì. Chỉ cán bộ đọc được."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa ghi kết quả xác minh.")},
    )


class AssignForm(ActForm):
    """Give the dossier to a colleague who may do the present step."""

    to_staff = forms.ChoiceField(
        label=pgettext_lazy("colleague", "Người nhận"),
        error_messages={"required": _("Chưa chọn người nhận hồ sơ.")},
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=1000)

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        choice = self.fields["to_staff"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        choice.choices = [("", ""), *((str(pk), name) for pk, name in page.colleagues)]


class PaymentForm(ReasonForm):
    """Wait for what the applicant owes: the notice that says how much and to whom."""

    reason = forms.CharField(
        label=_("Thông báo nghĩa vụ tài chính"),
        help_text=_(
            "Số, ngày của thông báo và khoản phải nộp. Thời hạn giải quyết dừng cho đến khi ghi nhận đã nộp. Khoản nộp "
            "cho đơn vị này: dùng “Lập khoản thu” và chọn dừng thời hạn ở đó, nộp đủ là thời hạn tự chạy lại."
        ),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa ghi thông báo nào. Người nộp cần biết phải nộp khoản gì.")},
    )


class EvidenceForm(ActForm):
    """What the applicant owed has been paid."""

    evidence = forms.CharField(
        label=_("Chứng từ đã nộp"), help_text=_("Số biên lai hoặc giấy nộp tiền."), required=False, max_length=200
    )


class RejectForm(ReasonForm):
    """Refusal to receive (Mẫu 03), or to go on."""

    legal_ground = forms.CharField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Văn bản, điều, khoản làm căn cứ."),
        max_length=500,
        error_messages={"required": _("Chưa ghi căn cứ pháp lý. Không được từ chối hoặc dừng mà không nêu căn cứ.")},
    )


class SupplementForm(ReasonForm):
    """Request for more papers (Mẫu 02): papers of the procedure's list, and others by name."""

    papers = forms.MultipleChoiceField(
        label=_("Giấy tờ cần bổ sung"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("Giấy tờ khác"),
        help_text=_("Mỗi dòng một giấy tờ."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    field_order = ("version", "papers", "others", "reason")

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        field = self.fields["papers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [(paper.key, paper.title.here()) for paper in page.document.papers]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one paper: a request that names nothing helps nobody."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("papers") and not given.get("others", "").strip():
            self.add_error("papers", _("Chưa chọn giấy tờ nào. Chọn trong danh sách hoặc ghi tên giấy tờ khác."))
        return given

    @property
    def other_titles(self) -> list[str]:
        """Return the papers named by hand."""
        return [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]


class HandOverForm(ActForm):
    """Where a procedure has more than one way on, or asks why: the step it goes to, and a note."""

    to_step = forms.ChoiceField(label=_("Chuyển đến bước"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Ghi chú, lý do"),
        help_text=_("Bắt buộc khi chuyển lại bước trước hoặc khi thủ tục yêu cầu."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        document, at = page.document, page.dossier.step
        field = self.fields["to_step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        known = [document.step(key) for key in ways_from(document, at) if key != at] if at else []
        field.choices = [(step.key, step.title.here()) for step in known]
        field.initial = page.next_step.key if page.next_step else ""


class NoteForm(ActForm):
    """A note that only staff read."""

    text = forms.CharField(
        label=_("Ghi chú nội bộ"),
        help_text=_("Chỉ cán bộ xem được."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa nhập nội dung ghi chú.")},
    )


class DecideForm(ActForm):
    """The leader's decision, with the result as a file when there is one."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=Outcome.choices, initial=Outcome.APPROVED, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Bắt buộc khi không đồng ý giải quyết."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    result = forms.FileField(
        label=_("Tệp kết quả"),
        help_text=_(
            "PDF. Hệ thống thêm trang có mã QR và ký số; tệp đã ký số sẵn thì giữ nguyên. Bỏ trống nếu chỉ có giấy."
        ),
        required=False,
    )
    number = forms.CharField(
        label=_("Số văn bản kết quả"), help_text=_("Ví dụ 12/GP-UBND."), required=False, max_length=60
    )
    is_paper_only = forms.BooleanField(label=_("Kết quả chỉ có bản giấy, mời người nộp đến nhận"), required=False)

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        if page.dossier.result_by == ResultBy.ONLINE:
            self.fields["result"].help_text = _(
                "PDF. Người nộp chọn nhận bản điện tử và tải tệp này về; hệ thống thêm trang có mã QR và ký số."
            )
        else:
            del self.fields["is_paper_only"]

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason, and whoever wants a file gets one or is told."""
        given: dict[str, Any] = super().clean() or {}
        if "is_paper_only" in self.fields and not given.get("result") and not given.get("is_paper_only"):
            self.add_error("result", FILE_WANTED)
        if given.get("outcome") == Outcome.REFUSED and not given.get("reason"):
            self.add_error("reason", REASON["required"])
        return given


class ReceivedForm(ActForm):
    """Papers handed in at the counter after a request."""

    papers = forms.MultipleChoiceField(
        label=_("Giấy tờ đã nhận"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa đánh dấu giấy tờ nào đã nhận.")},
    )

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        field = self.fields["papers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [(item.get("key") or item["title"], item["title"]) for item in page.asked]
