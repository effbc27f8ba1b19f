"""Every act has words for what happened: those of its button in Vietnamese, the past in English."""

from django.utils import translation

from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.happened import COMPLAINED, DELIVERED, HAPPENED
from motcua.services.onestop.states import Action


def test_every_act_has_its_words() -> None:
    assert (set(HAPPENED), set(COMPLAINED), set(DELIVERED)) == (set(Action), set(ComplaintAction), set(ParcelAction))


def test_in_vietnamese_they_are_those_of_the_button() -> None:
    for words in (HAPPENED, COMPLAINED, DELIVERED):
        assert {act: str(told) for act, told in words.items()} == {act: str(act.label) for act in words}


def test_in_english_they_tell_what_happened() -> None:
    with translation.override("en"):
        told = [str(HAPPENED[act]) for act in (Action.SUBMIT, Action.OBJECT, Action.RESUME)]
        assert told == ["Dossier filed", "Objected to the help", "Time limit runs again"]
        assert str(COMPLAINED[ComplaintAction.FILE]) == "Complaint filed"
        assert str(DELIVERED[ParcelAction.REPORT_LOST]) == "Reported lost"
