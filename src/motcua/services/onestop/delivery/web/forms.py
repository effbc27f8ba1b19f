"""The forms of the delivery of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.door_money import owed_at_door
from motcua.services.onestop.models import DeliveryTeam, Parcel, Relation, Way
from motcua.services.onestop.web.staff.return_form import SignatureField
from motcua.services.onestop.web.staff.scanned_input import ScannedInput

_LONGEST = 500
AT_THE_DOOR = (Relation.SELF, Relation.AUTHORISED, Relation.RELATIVE)
_NO_NOTE = {"required": _("Chưa ghi rõ. Hãy ghi một câu để người sau hiểu.")}


class PlainForm(forms.Form):
    """An act that asks nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, parcel: Parcel, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.parcel = parcel
        super().__init__(*args, **kwargs)


class NoteForm(PlainForm):
    """An act with a note that may be left out."""

    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=_LONGEST)


class ReasonForm(PlainForm):
    """An act that needs a word of explanation."""

    note = forms.CharField(
        label=_("Diễn biến"), max_length=_LONGEST, widget=forms.Textarea({"rows": 3}), error_messages=_NO_NOTE
    )


class DoorForm(PlainForm):
    """What the volunteer fills in at the door."""

    code = forms.CharField(
        label=_("Mã nhận"),
        help_text=_("6 chữ số trong tin nhắn của người nhận, hoặc quét mã QR (mã tra cứu) trên giấy tiếp nhận."),
        max_length=200,
        widget=ScannedInput({"autocomplete": "off", "spellcheck": "false", "inputmode": "text"}),
        error_messages={"required": _("Chưa nhập mã nhận.")},
    )
    receiver_name = forms.CharField(
        label=_("Người nhận"), max_length=200, error_messages={"required": _("Chưa ghi họ tên người nhận.")}
    )
    relation = forms.ChoiceField(label=_("Người nhận là"), choices=[(each.value, each.label) for each in AT_THE_DOOR])
    fee_is_taken = forms.BooleanField(required=False)
    signature = SignatureField(label=_("Chữ ký của người nhận"))  # or on the sheet: the act asks for one of them
    signed_on_sheet = forms.BooleanField(label=_("Người nhận đã ký trên phiếu lộ trình"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["receiver_name"].initial = self.parcel.name
        if self.parcel.dossier.is_helped:
            self.fields["code"].help_text = _(
                "6 chữ số trong tin nhắn của người nhận. Hồ sơ nộp giúp: mã tra cứu trên giấy không dùng được."
            )
        if owed := owed_at_door(self.parcel):
            self.fields["fee_is_taken"].label = _("Đã thu đủ %(money)s đồng") % {"money": number_vn(owed)}
        else:
            del self.fields["fee_is_taken"]


class DestinationForm(PlainForm):
    """Where a parcel goes."""

    way = forms.ChoiceField(label=_("Cách giao"), choices=Way.choices)
    name = forms.CharField(label=_("Người nhận"), max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    street = forms.CharField(
        label=_("Số nhà, tên đường"), max_length=250, error_messages={"required": _("Chưa ghi số nhà, tên đường.")}
    )
    place = forms.CharField(label=_("Phường, tỉnh, thành phố"), max_length=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.initial = getattr(self.parcel, name)


class TrackingForm(PlainForm):
    """The number the post gave."""

    tracking = forms.CharField(
        label=_("Số hiệu bưu gửi"), max_length=40, error_messages={"required": _("Chưa ghi số hiệu bưu gửi.")}
    )


class ReceiverForm(PlainForm):
    """Who signed the slip of the post."""

    receiver_name = forms.CharField(
        label=_("Người ký nhận trên phiếu báo phát"),
        max_length=200,
        error_messages={"required": _("Chưa ghi họ tên người ký nhận.")},
    )


class TripForm(forms.Form):
    """Which parcels go with which team; the carrier is one of its members."""

    use_required_attribute = False
    team = forms.TypedChoiceField(label=_("Tổ"), coerce=int)
    carrier = forms.TypedChoiceField(
        label=_("Người nhận bàn giao"), help_text=_("Chịu trách nhiệm về kết quả và tiền thu."), coerce=int
    )
    parcels = forms.TypedMultipleChoiceField(
        label=_("Kết quả giao chuyến này"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa chọn kết quả nào để giao.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        teams: Sequence[DeliveryTeam],
        parcels: Sequence[Parcel],
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        members = {member.pk: member.full_name for team in teams for member in team.members.all()}
        choices: dict[str, list[tuple[int, str]]] = {
            "team": [(team.pk, team.name) for team in teams],
            "carrier": sorted(members.items(), key=lambda pair: pair[1]),
            "parcels": [(parcel.pk, f"{parcel.street}, {parcel.place}: {parcel.name}") for parcel in parcels],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
            field.choices = found


class TeamForm(forms.Form):
    """A team by its name; the same name again changes it."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    name = forms.CharField(
        label=_("Tên tổ"),
        max_length=120,
        error_messages={"required": _("Chưa ghi tên tổ.")},
        help_text=_("Ghi lại tên một tổ đã có để thay thành viên của tổ đó."),
    )
    association = forms.CharField(label=_("Đoàn thể"), max_length=120, required=False)
    members = forms.TypedMultipleChoiceField(
        label=_("Thành viên"),
        help_text=_("Không chọn ai: tổ ngừng giao kết quả."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        units: Sequence[tuple[int, str]],
        volunteers: Sequence[Staff],
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, members = self.fields["unit"], self.fields["members"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        assert isinstance(members, forms.ChoiceField)  # noqa: S101 - as above
        unit.choices = units
        members.choices = [(one.pk, one.full_name) for one in volunteers]


class SettleForm(forms.Form):
    """The cash on the table."""

    use_required_attribute = False
    handed = WholeNumberField(label=_("Số tiền nộp tại quầy (đồng)"), min_value=0, max_value=1_000_000_000)
    note = forms.CharField(
        label=_("Giải trình chênh lệch"),
        help_text=_("Bắt buộc khi số nộp khác số đã thu."),
        required=False,
        max_length=_LONGEST,
    )
