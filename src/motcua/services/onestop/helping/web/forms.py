"""The forms of filing with help that no procedure defines: who is helped and how they agreed, the code, teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.rules import WrongNumber
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.access import Capacity
from motcua.services.onestop.models import ConsentWay, HelpRelation, TeamKind
from motcua.services.onestop.queries.catalogue import Offer

_MENDED_AT = {
    "no_paper": "paper",
    "no_witness": "witness",
    "nowhere_to_send": "phone",
    "helpers_phone": "phone",
    "contact_email": "email",
    "staff_contact": "email",
    "no_organisation": "organisation",
}
DAY_INVALID = {"invalid": _("Ngày viết theo dạng ngày/tháng/năm, ví dụ 25/12/2026.")}
DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


class BeginForm(forms.Form):
    """Who is helped, under what, where the dossier goes, how the citizen agreed."""

    use_required_attribute = False
    card = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    capacity = forms.ChoiceField(label=_("Nộp giúp với tư cách"))
    unit = forms.TypedChoiceField(
        label=_("Nơi nhận hồ sơ"), coerce=int, error_messages={"required": _("Chưa chọn nơi nhận hồ sơ.")}
    )
    full_name = forms.CharField(
        label=_("Họ tên người được giúp"), max_length=200, error_messages={"required": _("Chưa nhập họ tên.")}
    )
    identity_number = forms.CharField(
        label=_("Số căn cước, CMND hoặc hộ chiếu"),
        max_length=40,
        error_messages={"required": _("Chưa nhập số giấy tờ tùy thân.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    organisation = forms.CharField(
        label=_("Tên tổ chức hoặc hộ kinh doanh"),
        help_text=_("Người được giúp là chủ hộ kinh doanh hoặc người đại diện của tổ chức; hồ sơ đứng tên nơi này."),
        max_length=200,
        error_messages={"required": _("Chưa nhập tên tổ chức hoặc hộ kinh doanh.")},
    )
    tax_code = forms.CharField(
        label=_("Mã số thuế"),
        max_length=20,
        error_messages={"required": _("Chưa nhập mã số thuế.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại của người được giúp"),
        help_text=_("Để báo ngay khi hồ sơ được gửi. Không ghi số của người nộp giúp."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(label=_("Thư điện tử của người được giúp"), max_length=250, required=False)
    relation = forms.ChoiceField(
        label=_("Quan hệ với người được giúp"), choices=HelpRelation.choices, initial=HelpRelation.DUTY
    )
    way = forms.ChoiceField(
        label=_("Người được giúp đồng ý bằng cách"),
        choices=ConsentWay.choices,
        initial=ConsentWay.CODE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn cách đồng ý.")},
    )
    paper = forms.FileField(
        label=_("Giấy đồng ý có chữ ký"),
        help_text=_("Chỉ khi ký vào giấy: ảnh chụp rõ cả bốn góc, hoặc bản PDF."),
        required=False,
    )
    witness = forms.CharField(
        label=_("Họ tên người làm chứng"),
        help_text=_("Chỉ khi nói trước người làm chứng."),
        max_length=200,
        required=False,
    )
    was_read = forms.BooleanField(
        label=_("Tôi đã đọc lời đồng ý trên cho người được giúp nghe và người đó đồng ý."),
        error_messages={"required": _("Hãy đọc lời đồng ý cho người được giúp nghe rồi đánh dấu.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        capacities: Sequence[Capacity],
        offers: Sequence[Offer],
        for_organisation: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        if not for_organisation:
            del self.fields["organisation"], self.fields["tax_code"]
        known = {each.key: _words(each) for each in capacities}
        _choose(self.fields["capacity"], list(known.items()))
        chosen = [(str(offer.unit_id), offer.unit_name) for offer in offers]
        _choose(self.fields["unit"], chosen if len(chosen) == 1 else [("", _("Chọn trong danh sách")), *chosen])
        homes = {each.unit_id for each in capacities}
        self.fields["unit"].initial = next((offer.unit_id for offer in offers if offer.unit_id in homes), None)

    def refuse(self, refused: Refused) -> None:
        """Say what was refused at the field that mends it, else on top."""
        name = "paper" if isinstance(refused, FileRefused) else _MENDED_AT.get(refused.code, "")
        if isinstance(refused, WrongNumber):
            kind = refused.code.partition("_")[0]
            name = {"phone": "phone", "mst": "tax_code"}.get(kind, "identity_number")
        self.add_error(name if name in self.fields else None, str(refused.message))


class CodeForm(forms.Form):
    """The figures the citizen reads out."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã công dân đọc"),
        help_text=_("6 chữ số vừa gửi tới công dân."),
        max_length=20,
        error_messages={"required": _("Chưa nhập mã.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )


class TeamForm(forms.Form):
    """A new team."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    name = forms.CharField(label=_("Tên tổ"), max_length=120, error_messages={"required": _("Chưa ghi tên tổ.")})
    name_en = forms.CharField(
        label=_("Tên tiếng Anh"),
        help_text=_("Để hiện trên trang tiếng Anh. Bỏ trống nếu không có."),
        max_length=120,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Loại tổ"), choices=TeamKind.choices)
    document = forms.CharField(
        label=_("Quyết định thành lập"), help_text=_("Số, ngày của văn bản."), max_length=200, required=False
    )
    formed_on = forms.DateField(
        label=_("Ngày thành lập"),
        input_formats=DAY_FORMATS,
        error_messages={"required": _("Chưa ghi ngày thành lập."), **DAY_INVALID},
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        _choose(self.fields["unit"], units)


class MemberForm(forms.Form):
    """Somebody who joins a team."""

    use_required_attribute = False
    staff = forms.TypedChoiceField(
        label=_("Người tham gia"),
        coerce=int,
        error_messages={
            "required": _("Chưa chọn người tham gia."),
            "invalid_choice": _("Chọn một người trong danh sách. Người đang là thành viên của tổ không có ở đó."),
        },
    )
    first_day = forms.DateField(
        label=_("Từ ngày"),
        input_formats=DAY_FORMATS,
        error_messages={"required": _("Chưa ghi từ ngày nào."), **DAY_INVALID},
    )
    last_day = forms.DateField(
        label=_("Đến hết ngày"),
        help_text=_("Bỏ trống nếu chưa định ngày."),
        input_formats=DAY_FORMATS,
        required=False,
        error_messages=DAY_INVALID,
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        help_text=_("Để số của thành viên không bị ghi làm số của công dân. Không hiện ở đâu khác."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, staff: Sequence[Staff], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _choose(self.fields["staff"], [("", _("Chọn trong danh sách")), *((one.pk, one.full_name) for one in staff)])


def _words(capacity: Capacity) -> str:
    if capacity.team is None:
        return _("Công chức, %(unit)s") % {"unit": capacity.unit_name}
    return f"{capacity.team.name_here}, {capacity.unit_name}"


def _choose(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
    field.choices = choices
