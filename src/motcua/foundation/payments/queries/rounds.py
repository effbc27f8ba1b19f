"""The cash of rounds in the books of a day: what carriers still hold, what they handed in later, what was missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Sum
from django.utils.translation import gettext as _

from motcua.foundation.payments.models import Channel, Payment, RoundHandIn
from motcua.foundation.payments.reconciliation import Item


def round_items(unit_id: int, day: date) -> list[Item]:
    """Return each difference between what was taken at doors on `day` and what was handed in on it. Three queries.

    What is not handed in the same day is missing on its own day and too much on the later one; what was handed in wrong
    is a difference for good, with the word that was written about it.
    """
    booked = Payment.objects.filter(unit=unit_id, day=day, channel=Channel.DOOR).values_list("round_code")
    taken: dict[str, int] = dict(booked.annotate(Sum("amount")).order_by("round_code"))
    here = {one.round_code: one for one in RoundHandIn.objects.filter(unit=unit_id, day=day).order_by("pk")}
    held = {code: amount for code, amount in taken.items() if code not in here}
    later = dict(RoundHandIn.objects.filter(round_code__in=held).values_list("round_code", "day"))
    found = [*_held(held, later), *_handed_in(here, taken)]
    return [item for item in found if item.amount]


def open_rounds(unit_id: int, day: date) -> list[Item]:
    """Return what carriers took at doors before `day` and hold to this moment, of a unit taken over too. One query."""
    handed = RoundHandIn.objects.filter(round_code=OuterRef("round_code"))
    held = Payment.objects.filter(~Exists(handed), charge__unit=unit_id, day__lt=day, channel=Channel.DOOR)
    words = _("Tổ còn giữ tiền thu tại nhà của chuyến %(code)s, thu ngày %(day)s.")
    return [
        Item(f"held-{code}-{taken}", words % {"code": code.rpartition("-")[2], "day": f"{taken:%d/%m/%Y}"}, amount)
        for code, taken, amount in held.values_list("round_code", "day").annotate(Sum("amount")).order_by("day")
    ]


def _held(held: dict[str, int], later: dict[str, date]) -> Iterator[Item]:
    for code, amount in held.items():
        told = later.get(code)
        explanation = _("Đã nộp ngày %(day)s.") % {"day": f"{told:%d/%m/%Y}"} if told else ""
        words = _("Tiền thu tại nhà của chuyến %(code)s, tổ chưa nộp trong ngày.") % {"code": code.rpartition("-")[2]}
        yield Item(f"round-{code}", words, -amount, explanation)


def _handed_in(here: dict[str, RoundHandIn], taken: dict[str, int]) -> Iterator[Item]:
    for code, one in here.items():
        words = _("%(title)s nộp tiền đã thu những ngày trước.") % {"title": one.title}
        yield Item(f"round-earlier-{code}", words, one.expected - taken.get(code, 0), _("Ghi thu ở ngày đã thu."))
        words = _("%(title)s nộp khác số đã thu.") % {"title": one.title}
        yield Item(f"round-wrong-{code}", words, one.handed - one.expected, one.note)
