"""The forms of what staff do with the clock of a dossier: stop it by law, extend the limit, say sorry for a delay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.foundation.ui.citation import cited
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.services.onestop.clock_rules import HOLDS, Source, extension_rules, pause_source
from motcua.services.onestop.queries.dossier import DossierPage
from motcua.services.onestop.web.staff.forms import ActForm, ReasonForm

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


class HoldForm(ReasonForm):
    """Stop the clock for a cause that the law does not count."""

    cause = forms.ChoiceField(label=_("Nguyên nhân"), widget=forms.RadioSelect)
    legal_ground = forms.CharField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Văn bản, điều, khoản cho phép không tính khoảng thời gian này. Hiện ở trang tra cứu."),
        max_length=500,
        error_messages={"required": _("Chưa ghi căn cứ pháp lý. Thời hạn chỉ dừng khi pháp luật cho phép.")},
    )
    evidence = forms.CharField(
        label=_("Văn bản kèm theo"),
        help_text=_("Số, ngày của thông báo niêm yết, công văn hỏi hoặc văn bản xác nhận."),
        required=False,
        max_length=200,
    )
    field_order = ("version", "cause", "reason", "legal_ground", "evidence")

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        field, today = self.fields["cause"], day_of(clock.now())
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [(each.value, _named(str(each.label), pause_source(each, today))) for each in HOLDS]
        self.initial["cause"] = HOLDS[0].value


class ResumeForm(ActForm):
    """What the clock stood still for is over."""

    evidence = forms.CharField(
        label=_("Văn bản chứng minh đã hết lý do tạm dừng"),
        help_text=_("Số, ngày của biên bản kết thúc niêm yết, văn bản trả lời của cơ quan khác."),
        max_length=200,
        error_messages={"required": _("Chưa ghi văn bản nào. Thời hạn chỉ tính tiếp khi có căn cứ.")},
    )


class ExtendForm(ReasonForm):
    """Extend the limit once, by a law that allows it."""

    rule = forms.ChoiceField(
        label=_("Văn bản cho phép gia hạn"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn văn bản cho phép. Thời hạn chỉ gia hạn khi pháp luật cho phép.")},
    )
    days = WholeNumberField(
        label=_("Số ngày làm việc gia hạn"),
        min_value=1,
        error_messages={"required": _("Chưa nhập số ngày. Ghi số ngày làm việc cộng thêm vào thời hạn.")},
    )
    legal_ground = forms.CharField(
        label=_("Căn cứ pháp lý khác"),
        help_text=_("Chỉ ghi khi chọn văn bản khác: số, ký hiệu, điều, khoản."),
        required=False,
        max_length=500,
    )
    field_order = ("version", "rule", "days", "reason", "legal_ground")

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [
            (rule.key, _named(f"{rule.about.here()} ({_at_most(rule.most.text())})", rule.source))
            for rule in extension_rules(day_of(clock.now()), document=page.document)
        ]


class ApologyForm(ReasonForm):
    """Say sorry and name a new day (Mẫu 04); begins with what the draft says."""

    new_day = forms.DateField(
        label=_("Ngày hẹn trả mới"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Một ngày làm việc sau ngày đã hẹn. Kết quả được hẹn trả vào cuối giờ làm việc ngày đó."),
        error_messages={"required": _("Chưa chọn ngày hẹn mới.")},
    )
    field_order = ("version", "reason", "new_day")

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        draft = page.apology_draft
        if draft is None:
            return
        self.initial.update({"reason": draft.reason, "new_day": draft.new_day})
        if draft.reason_here != draft.reason:
            words = gettext("Văn bản viết bằng tiếng Việt. Lý do hệ thống đã soạn: %(reason)s")
            self.fields["reason"].help_text = words % {"reason": draft.reason_here}


def _named(words: str, source: Source) -> str:
    """Return a choice with its document, and the mark of one that nobody has compared yet."""
    where = cited(source.document, source.article) or gettext("văn bản do người ký ghi")
    return f"{words}: {where}" if source.verified else f"{words}: {where} – {gettext('chưa kiểm chứng')}"


def _at_most(limit: str) -> str:
    return gettext("không quá %(limit)s") % {"limit": limit}
