"""Where can a parcel be, and who moves it where? One table."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_TRIES = 3  # visits without anybody at home; then the applicant is asked to the counter


class ParcelState(models.TextChoices):
    """The states by their names for staff."""

    READY = "ready", _("Chờ giao")
    ON_THE_WAY = "on_the_way", _("Đang giao")
    NOT_AT_HOME = "not_at_home", _("Không có người nhận")
    AT_COUNTER = "at_counter", _("Về quầy, chờ đến nhận")
    POSTED = "posted", _("Đã gửi bưu chính")
    HANDED_OVER = "handed_over", _("Đã giao")
    COLLECTED = "collected", _("Đã nhận tại quầy")
    LOST = "lost", _("Báo mất")


class ParcelAction(models.TextChoices):
    """What can be done with a parcel."""

    PREPARE = "prepare", _("Chuẩn bị giao")
    CORRECT = "correct", _("Sửa nơi giao")
    LOAD = "load", _("Bàn giao cho tổ")
    HAND_OVER = "hand_over", _("Giao cho người nhận")
    NOT_AT_HOME = "not_at_home", _("Ghi không có nhà")
    BRING_BACK = "bring_back", _("Nhận lại tại quầy")
    REPORT_LOST = "report_lost", _("Báo mất")
    REPLACE = "replace", _("Cấp lại để giao")
    POST = "post", _("Gửi bưu chính")
    POST_DELIVERED = "post_delivered", _("Bưu chính đã phát")
    POST_RETURNED = "post_returned", _("Bưu chính chuyển hoàn")
    COLLECT = "collect", _("Trả tại quầy")


class Hand(StrEnum):
    """Who does it: the counter that keeps the results, or the team that carries them."""

    COUNTER = "counter"
    TEAM = "team"


@dataclass(frozen=True)
class Turn:
    """One row: from where to where, and by whom. The first target is the usual one."""

    sources: frozenset[ParcelState]
    targets: tuple[ParcelState, ...]
    hands: frozenset[Hand]


_COUNTER, _TEAM = frozenset({Hand.COUNTER}), frozenset({Hand.TEAM})
_CARRIED = frozenset({ParcelState.ON_THE_WAY, ParcelState.NOT_AT_HOME})
KEPT = frozenset({ParcelState.READY, ParcelState.AT_COUNTER})
# what sends a result out of the office: not while the person who was helped says they never agreed
LEAVES = frozenset({ParcelAction.LOAD, ParcelAction.POST})
DONE = frozenset({ParcelState.HANDED_OVER, ParcelState.COLLECTED})

TURNS: dict[ParcelAction, Turn] = {
    ParcelAction.PREPARE: Turn(frozenset(), (ParcelState.READY,), frozenset()),
    ParcelAction.CORRECT: Turn(KEPT, (ParcelState.READY,), _COUNTER),
    ParcelAction.LOAD: Turn(frozenset({ParcelState.READY}), (ParcelState.ON_THE_WAY,), _COUNTER),
    ParcelAction.HAND_OVER: Turn(_CARRIED, (ParcelState.HANDED_OVER,), _TEAM),
    ParcelAction.NOT_AT_HOME: Turn(frozenset({ParcelState.ON_THE_WAY}), (ParcelState.NOT_AT_HOME,), _TEAM),
    ParcelAction.BRING_BACK: Turn(_CARRIED, (ParcelState.READY, ParcelState.AT_COUNTER), _COUNTER),
    ParcelAction.REPORT_LOST: Turn(
        _CARRIED | {ParcelState.POSTED}, (ParcelState.LOST,), frozenset({Hand.COUNTER, Hand.TEAM})
    ),
    ParcelAction.REPLACE: Turn(frozenset({ParcelState.LOST}), (ParcelState.READY,), _COUNTER),
    ParcelAction.POST: Turn(frozenset({ParcelState.READY}), (ParcelState.POSTED,), _COUNTER),
    ParcelAction.POST_DELIVERED: Turn(frozenset({ParcelState.POSTED}), (ParcelState.HANDED_OVER,), _COUNTER),
    ParcelAction.POST_RETURNED: Turn(frozenset({ParcelState.POSTED}), (ParcelState.AT_COUNTER,), _COUNTER),
    ParcelAction.COLLECT: Turn(KEPT, (ParcelState.COLLECTED,), _COUNTER),
}


def after_bringing_back(tries: int) -> ParcelState:
    """Return where a parcel goes that came back: on the next trip, or to the counter for its owner to fetch it."""
    return ParcelState.AT_COUNTER if tries >= MOST_TRIES else ParcelState.READY
