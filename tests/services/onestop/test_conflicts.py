"""The second clerk sees what the first one did, and nothing is overwritten."""

import pytest

from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import Conflict
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier


def test_a_page_read_before_the_change_is_refused_with_the_change(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    seen = dossier.version
    add_note(dossier_id=dossier.pk, text="Đã gọi.", by=office.leader, now=NOW, expected_version=seen)
    with pytest.raises(Conflict) as conflict:
        hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW, expected_version=seen)
    assert [(event.kind, event.actor_name) for event in conflict.value.events] == [("note", "Phạm Thị Ký")]
    assert Dossier.objects.get(pk=dossier.pk).step == "examination"


def test_a_page_that_is_up_to_date_goes_through(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    done = hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW, expected_version=dossier.version)
    assert done.version == dossier.version + 1
