"""What the counter asks besides the procedure's own form, and what a scanned identity card fills in."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.compile import TypedForm
from motcua.foundation.forms.types.dates import slashed
from motcua.foundation.people.identity_card import IdentityCard, NotAnIdentityCard, parse_cccd_qr
from motcua.services.onestop.models import ResultBy
from motcua.services.onestop.queries.catalogue import Offer, ProcedurePage

FIELD, BUTTON = "the-can-cuoc", "dien-ma"


class CounterForm(forms.Form):
    """Where, which papers were brought, how the result is wanted. `is_read`: false shows it again without faults.

    `homes`: those of the units whose volunteers carry results home.
    """

    use_required_attribute = False
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)
    unit = forms.TypedChoiceField(label=_("Đơn vị tiếp nhận"), coerce=int)
    papers = forms.MultipleChoiceField(label=_("Giấy tờ đã nhận"), required=False, widget=forms.CheckboxSelectMultiple)
    result_by = forms.ChoiceField(label=_("Cách nhận kết quả"), choices=ResultBy.choices, initial=ResultBy.COUNTER)

    def __init__(
        self,
        posted: QueryDict | None,
        *,
        page: ProcedurePage,
        offers: tuple[Offer, ...],
        homes: Collection[int],
        is_read: bool = True,
    ) -> None:
        super().__init__(posted, initial={"nonce": secrets.token_hex(12)}, prefix="quay")
        self.is_read, self.homes = is_read, homes
        unit, papers, ways = self.fields["unit"], self.fields["papers"], self.fields["result_by"]
        assert isinstance(unit, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        assert isinstance(papers, forms.MultipleChoiceField)  # noqa: S101 - as above
        assert isinstance(ways, forms.ChoiceField)  # noqa: S101 - as above
        unit.choices = [(offer.unit_id, offer.unit_name) for offer in offers]
        papers.choices = [(paper.key, paper.title.here()) for paper in page.document.papers]
        ways.choices = [way for way in ResultBy.choices if homes or way[0] != ResultBy.HOME]
        papers.initial = [paper.key for paper in page.document.papers if paper.required]

    def full_clean(self) -> None:
        """Read what was sent, unless the page is only drawn again."""
        if self.is_read:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def clean(self) -> None:
        """Say at the question itself that the chosen one of several units carries nothing home."""
        given = self.cleaned_data
        if given.get("result_by") == ResultBy.HOME and given.get("unit") not in {None, *self.homes}:
            self.add_error("result_by", _("Đơn vị này chưa giao kết quả tại nhà. Hãy chọn cách nhận khác."))


class Unread(TypedForm):
    """A form that is drawn again as it was typed, without looking for faults yet."""

    def full_clean(self) -> None:
        """Find nothing."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}


@dataclass(frozen=True)
class Scan:
    """A scanned identity card: `text` as a hand scanner types it, `rest` what else stands in the form."""

    text: str = ""
    is_pressed: bool = False
    rest: QueryDict = field(default_factory=QueryDict)

    @classmethod
    def of(cls, posted: QueryDict) -> Scan:
        """Return what was scanned. The scanner ends its text with Enter, so a text alone is enough."""
        rest = posted.copy()
        text = str(rest.pop(FIELD, [""])[-1])
        return cls(text.strip()[:1000], bool(rest.pop(BUTTON, [])), rest)

    @property
    def is_wanted(self) -> bool:
        """Tell whether the form is to be filled instead of received."""
        return self.is_pressed or bool(self.text)

    @cached_property
    def _read(self) -> IdentityCard | NotAnIdentityCard:
        try:
            return parse_cccd_qr(self.text)
        except NotAnIdentityCard as refusal:
            return refusal

    @property
    def error(self) -> StrOrPromise:
        """Return why nothing could be filled in; "" when it could, or nobody scanned."""
        if not self.is_wanted:
            return ""
        if not self.text:
            return _("Chưa quét mã nào. Đặt con trỏ vào ô này, quét mã QR trên thẻ căn cước, rồi thử lại.")
        return "" if isinstance(self._read, IdentityCard) else self._read.message

    @property
    def card(self) -> IdentityCard | None:
        """Return the card, when one was read."""
        return self._read if self.text and isinstance(self._read, IdentityCard) else None

    def filled(self, answers_form: type[TypedForm]) -> TypedForm:
        """Return the form as typed, with the card's facts in place of what stood there, the next question in focus."""
        shown: type[TypedForm] = type(answers_form.__name__, (Unread, answers_form), {})
        known = set(answers_form.base_fields)
        given = self.rest.copy()
        if self.card is not None:
            for name, value in _facts(self.card).items():
                if name.partition("-")[0] in known and value:
                    given[name] = value
        made = shown(given)
        if self.card is not None:
            _focus_on_next(made)
        return made


def _facts(card: IdentityCard) -> dict[str, str]:
    """Return a card's facts under the names of the inputs they fill."""
    return {
        "full_name": card.full_name,
        "birth_date": str(slashed(card.birth_date)),
        "sex": card.sex,
        "identity_number": card.number,
        **{f"address-{part}": text for part, text in card.address_parts.items()},
    }


def _focus_on_next(form: TypedForm) -> None:
    for name, one in form.fields.items():
        if isinstance(one.widget, forms.TextInput | forms.Textarea | forms.Select) and not form[name].data:
            one.widget.attrs["autofocus"] = True
            return
