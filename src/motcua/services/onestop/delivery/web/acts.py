"""What can be done with one parcel on its page: a table of acts, each with its form and its one domain call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.delivery.actions.bring_back import bring_back
from motcua.services.onestop.delivery.actions.correct_parcel import Destination, correct_parcel
from motcua.services.onestop.delivery.actions.hand_over_parcel import AtTheDoor, hand_over_parcel
from motcua.services.onestop.delivery.actions.note_not_at_home import note_not_at_home
from motcua.services.onestop.delivery.actions.note_posted import note_delivered, note_sent_back
from motcua.services.onestop.delivery.actions.post_parcel import post_parcel
from motcua.services.onestop.delivery.actions.replace_parcel import replace_parcel
from motcua.services.onestop.delivery.actions.report_lost import report_lost
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.delivery.web.forms import (
    DestinationForm,
    DoorForm,
    NoteForm,
    PlainForm,
    ReasonForm,
    ReceiverForm,
    TrackingForm,
)
from motcua.services.onestop.models import Parcel, Relation, Way


@dataclass(frozen=True)
class Pressed:
    """A form that was sent for a parcel."""

    request: StaffRequest
    parcel: Parcel
    given: Mapping[str, Any]

    @property
    def common(self) -> dict[str, Any]:
        """Return what every action is given."""
        return {"parcel_id": self.parcel.pk, "by": self.request.staff, "now": self.request.now}


@dataclass(frozen=True)
class ParcelAct:
    """One act: its place in the address, its form and what it does. `tone` colours its button."""

    slug: str
    action: ParcelAction
    form: type[PlainForm]
    run: Callable[[Pressed], Parcel]
    tone: str = "outline-primary"

    @property
    def label(self) -> StrOrPromise:
        """Return the words on its button."""
        return self.action.label


def _hand_over(pressed: Pressed) -> Parcel:
    given = pressed.given
    door = AtTheDoor(
        code=given["code"],
        receiver_name=given["receiver_name"],
        relation=Relation(given["relation"]),
        drawing=given["signature"],
        signed_on_sheet=given["signed_on_sheet"],
        fee_is_taken=given.get("fee_is_taken", False),
    )
    return hand_over_parcel(door=door, **pressed.common)


def _correct(pressed: Pressed) -> Parcel:
    return correct_parcel(to=Destination(**{**pressed.given, "way": Way(pressed.given["way"])}), **pressed.common)


_ALL = (
    ParcelAct("giao", ParcelAction.HAND_OVER, DoorForm, _hand_over, "primary"),
    ParcelAct(
        "khong-co-nha",
        ParcelAction.NOT_AT_HOME,
        NoteForm,
        lambda p: note_not_at_home(note=p.given["note"], **p.common),
    ),
    ParcelAct("nhan-lai", ParcelAction.BRING_BACK, PlainForm, lambda p: bring_back(**p.common), "primary"),
    ParcelAct("sua", ParcelAction.CORRECT, DestinationForm, _correct),
    ParcelAct(
        "gui-buu-chinh",
        ParcelAction.POST,
        TrackingForm,
        lambda p: post_parcel(tracking=p.given["tracking"], **p.common),
        "primary",
    ),
    ParcelAct(
        "da-phat",
        ParcelAction.POST_DELIVERED,
        ReceiverForm,
        lambda p: note_delivered(receiver_name=p.given["receiver_name"], **p.common),
        "primary",
    ),
    ParcelAct(
        "chuyen-hoan",
        ParcelAction.POST_RETURNED,
        NoteForm,
        lambda p: note_sent_back(note=p.given["note"], **p.common),
    ),
    ParcelAct(
        "cap-lai",
        ParcelAction.REPLACE,
        ReasonForm,
        lambda p: replace_parcel(note=p.given["note"], **p.common),
        "primary",
    ),
    ParcelAct(
        "bao-mat",
        ParcelAction.REPORT_LOST,
        ReasonForm,
        lambda p: report_lost(note=p.given["note"], **p.common),
        "outline-danger",
    ),
)
PARCEL_ACTS: Mapping[str, ParcelAct] = {act.slug: act for act in _ALL}
