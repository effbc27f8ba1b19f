"""A result by post: the number of the post, delivered against its slip, or sent back."""

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.delivery.actions.note_posted import note_delivered, note_sent_back
from motcua.services.onestop.delivery.actions.post_parcel import post_parcel
from motcua.services.onestop.delivery.refusals import NotThere, ParcelRefused
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.models import Dossier, IdentityCheck, Parcel, Relation, Way
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import State
from tests.factories.delivery import LATER, Carriers, make_parcel


def posted(carriers: Carriers) -> Parcel:
    parcel = make_parcel(carriers, way=Way.POST)
    return post_parcel(parcel_id=parcel.pk, tracking="ra 123 456 789 vn", by=carriers.office.receptionist, now=LATER)


def test_the_applicant_is_told_the_number_of_the_post(carriers: Carriers) -> None:
    assert posted(carriers).tracking == "RA123456789VN"
    assert "RA123456789VN" in OutboxMessage.objects.latest("pk").body


def test_what_the_post_delivered_closes_the_dossier(carriers: Carriers) -> None:
    parcel = posted(carriers)
    note_delivered(parcel_id=parcel.pk, receiver_name="Nguyễn Văn B", by=carriers.office.receptionist, now=LATER)
    dossier = Dossier.objects.get(pk=parcel.dossier_id)
    assert dossier.state == State.RETURNED
    delivery = dossier.delivery
    assert (delivery.relation, delivery.identity_check) == (Relation.POST, IdentityCheck.POST_SLIP)
    with pytest.raises(NotThere):
        note_delivered(parcel_id=parcel.pk, receiver_name="B", by=carriers.office.receptionist, now=LATER)


def test_what_the_post_sends_back_waits_at_the_counter(carriers: Carriers) -> None:
    parcel = posted(carriers)
    back = note_sent_back(parcel_id=parcel.pk, note="Sai địa chỉ", by=carriers.office.receptionist, now=LATER)
    assert back.state == ParcelState.AT_COUNTER
    assert Dossier.objects.get(pk=parcel.dossier_id).state == State.DECIDED


def test_the_post_takes_nothing_without_a_number_and_nothing_that_volunteers_carry(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    by = carriers.office.receptionist
    with pytest.raises(NeedMissing):
        post_parcel(parcel_id=parcel.pk, tracking=" ", by=by, now=LATER)
    with pytest.raises(ParcelRefused) as refused:
        post_parcel(parcel_id=parcel.pk, tracking="RA1", by=by, now=LATER)
    assert refused.value.code == "not_by_post"
