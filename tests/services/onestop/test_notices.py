"""The applicant is told at each turn, in their language, without a word about who they are."""

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import notice_text
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, bring_to, make_dossier


@pytest.mark.parametrize(
    ("state", "turns"),
    [
        (State.SUBMITTED, ["Đã nhận hồ sơ"]),
        (State.REJECTED, ["Đã nhận hồ sơ", "không được tiếp nhận"]),
        (State.ACCEPTED, ["đã được tiếp nhận"]),
        (State.AWAITING_SUPPLEMENT, ["đã được tiếp nhận", "cần bổ sung"]),
        (State.AWAITING_PAYMENT, ["đã được tiếp nhận", "chờ nghĩa vụ tài chính"]),
        (State.RETURNED, ["đã được tiếp nhận", "đã có kết quả", "Đã trả kết quả"]),
        (State.WITHDRAWN, ["đã được tiếp nhận", "Đã rút hồ sơ"]),
        (State.STOPPED, ["đã được tiếp nhận", "Dừng giải quyết"]),
    ],
)
def test_each_turn_is_told_once(office: Office, state: State, turns: list[str]) -> None:
    dossier = make_dossier(office, state)
    messages = list(OutboxMessage.objects.order_by("pk"))
    assert len(messages) == len(turns)
    for message, turn in zip(messages, turns, strict=True):
        assert turn in message.subject
        assert dossier.code in message.body
        assert dossier.look_up_address in message.body
        assert not any(word in message.body + message.subject for word in ("Nguyễn", "Ánh", "0901234567", "0791900"))


def test_whoever_gave_no_contact_is_told_at_the_counter(office: Office) -> None:
    make_dossier(office, phone="")
    assert not OutboxMessage.objects.exists()


def test_an_address_for_mail_comes_before_a_telephone(office: Office) -> None:
    make_dossier(office, email="anh@vidu.vn")
    message = OutboxMessage.objects.get()
    assert (message.channel, message.to, message.about_type) == ("email", "anh@vidu.vn", "dossier")


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.RECEIVE_SUPPLEMENT, Action.CONFIRM_PAYMENT])
def test_due_times_are_told_as_people_read_them(office: Office, action: Action) -> None:
    dossier = make_dossier(office)
    _subject, body = notice_text(dossier, action)
    assert "17:00 23/04/2019" in body


def test_the_message_is_in_the_language_of_the_dossier(office: Office) -> None:
    dossier = make_dossier(office)
    Dossier.objects.filter(pk=dossier.pk).update(language="en")
    dossier.refresh_from_db()
    vietnamese = OutboxMessage.objects.get()
    bring_to(dossier, office, State.WITHDRAWN, iter([NOW]))
    assert vietnamese.language == "vi"
    assert OutboxMessage.objects.latest("pk").language == "en"
