"""The form with which a result is handed over: who takes it, and their signature, drawn or on paper."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.kinds import ACCEPT
from motcua.services.onestop.models import Relation
from motcua.services.onestop.models.history import SEEN_AT_COUNTER
from motcua.services.onestop.queries.dossier import DossierPage
from motcua.services.onestop.web.staff.forms import ActForm

HANDOVER = "handover"
_START = "data:image/png;base64,"
_SEEN = [(check.value, check.label) for check in SEEN_AT_COUNTER]
# letters of base64: a drawing of 800 by 300 in black has some twenty thousand
_LONGEST = 600_000


class SignaturePad(forms.HiddenInput):
    """A canvas that a script draws into; without script a sentence that leads to the paper way."""

    input_type = "text"  # the group around it is shown, the input in it is not
    use_fieldset = True
    template_name = "onestop/staff/widgets/signature_pad.html"

    class Media:
        js = (Script("onestop/signature.js", type="module"),)

    def id_for_label(self, id_: str | None) -> str:
        """Return the id of the group: the input itself cannot be seen."""
        return f"{id_}_group"


class SignatureField(forms.Field):
    """A drawing as `data:image/png;base64,…`; its value is the bytes of the picture, empty when nothing was drawn."""

    widget = SignaturePad

    def to_python(self, value: str | None) -> bytes:
        """Return the bytes; what is in them is found out where files are received."""
        if not value:
            return b""
        if len(value) > _LONGEST:
            raise forms.ValidationError(_("Hình chữ ký quá lớn. Hãy bấm “Xóa, ký lại” và ký lại."))
        if (drawing := _picture_in(value)) is None:
            raise forms.ValidationError(_("Không đọc được hình chữ ký. Hãy ký lại, hoặc in phiếu để ký trên giấy."))
        return drawing


def _picture_in(value: str) -> bytes | None:
    """Return the bytes of a data address of a PNG, None for anything else."""
    try:
        return base64.b64decode(value.removeprefix(_START), validate=True) if value.startswith(_START) else None
    except binascii.Error:
        return None


class ReturnForm(ActForm):
    """The signature of receipt."""

    wordless = frozenset({"signature"})
    receiver_name = forms.CharField(
        label=_("Người nhận kết quả"), max_length=200, error_messages={"required": _("Chưa ghi họ tên người nhận.")}
    )
    relation = forms.ChoiceField(label=_("Người nhận là"), choices=Relation.choices)
    identity_check = forms.ChoiceField(label=_("Đã kiểm tra"), choices=_SEEN)
    # asked for, but signing on paper may stand in its place: `clean` decides
    signature = SignatureField(label=_("Chữ ký của người nhận"))
    signed_on_paper = forms.BooleanField(label=_("Người nhận đã ký trên phiếu giấy"), required=False)
    sheet = forms.FileField(
        label=_("Bản quét phiếu đã ký"),
        help_text=_("PDF hoặc ảnh. Chỉ kèm khi người nhận ký trên giấy."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, page=page, **kwargs)
        self.fields["receiver_name"].initial = page.dossier.applicant_name
        sheet = reverse("onestop_staff:letter", args=[page.dossier.code, HANDOVER])
        self.fields["signature"].widget.attrs["data-sheet"] = sheet

    def clean(self) -> dict[str, Any]:
        """Ask for one signature, no less and no more."""
        given: dict[str, Any] = super().clean() or {}
        if "signature" not in given:
            return given
        if given["signature"] and given.get("signed_on_paper"):
            self.add_error(
                "signed_on_paper", _("Đã có chữ ký trên màn hình. Chọn một cách ký: bỏ dấu này hoặc xóa chữ ký.")
            )
        elif not given["signature"] and not given.get("signed_on_paper"):
            self.add_error(
                "signature",
                _("Người nhận phải ký trước khi giao: ký vào khung, hoặc in phiếu, nhờ ký rồi đánh dấu bên dưới."),
            )
        elif given.get("sheet") and not given.get("signed_on_paper"):
            self.add_error("sheet", _("Bản quét chỉ kèm được khi người nhận đã ký trên phiếu giấy."))
        return given
