"""One link, one answer: counted once, refused when used, old or forged."""

from datetime import datetime, timedelta

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.messages.models import State as Sent
from motcua.services.onestop.states import State
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.models import Tally, UsedToken
from motcua.services.surveys.refusals import VoiceRefused
from motcua.services.surveys.rules import LEAST, OPEN_FOR, Rating, Reason
from motcua.services.surveys.tokens import Asked, read, write
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.surveys import asking, make_links
from tests.hands import at_once
from tests.services.surveys.conftest import asked_in, returned


def test_the_notice_of_a_returned_result_carries_a_link_and_no_other_does(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    assert not OutboxMessage.objects.exclude(link_kind="").exclude(about_type="somebody").exists()
    make_dossier(office, State.RETURNED)
    message = OutboxMessage.objects.get(link_kind="voice", about_type="dossier")
    assert message.link_given == {"unit": str(office.unit.pk)}
    assert "/danh-gia/" in message.said
    assert "/danh-gia/" not in message.body


def test_each_time_the_notice_leaves_it_has_another_link(office: Office) -> None:
    make_dossier(office, State.RETURNED)
    message = OutboxMessage.objects.latest("pk")
    assert asked_in(message).nonce != asked_in(message).nonce


def test_an_answer_is_added_to_the_sums_of_its_office_and_quarter(office: Office, asked: Asked) -> None:
    give_voice(asked=asked, rating=Rating.GOOD, reasons=[Reason.TIME], now=NOW)
    give_voice(asked=returned(office), rating=Rating.GOOD, now=NOW)
    tally = Tally.objects.get()
    assert (tally.unit_id, tally.quarter.isoformat()) == (office.unit.pk, "2019-04-01")
    assert tally.sums == {"rating-4": 2, "reason-time": 1}


def test_a_link_is_answered_once(asked: Asked) -> None:
    give_voice(asked=asked, rating=Rating.POOR, now=NOW)
    with pytest.raises(VoiceRefused, match="đã được dùng"):
        give_voice(asked=asked, rating=Rating.POOR, now=NOW)
    assert Tally.objects.get().sums == {"rating-2": 1}


@pytest.mark.parametrize(
    ("others", "at", "to"),
    [
        (LEAST - 2, NOW, "09010000{:02}"),  # four people were asked, the one who answers among them
        (LEAST - 1, NOW - timedelta(days=8), "09010000{:02}"),  # all but one in the quarter before
        (LEAST - 1, NOW, "0901000001"),  # one who had four results
    ],
)
def test_while_few_were_asked_nobody_answers_and_the_link_stays_good(
    staged_office: Office, others: int, at: datetime, to: str
) -> None:
    office = asking(staged_office, asked=0)
    asked = returned(office)
    OutboxMessage.objects.filter(link_kind="voice").update(state=Sent.SENT, sent_at=NOW)
    make_links(office, others, to=to, at=at)
    with pytest.raises(VoiceRefused, match="mở lại sau vài ngày, chậm nhất ngày 06/05/2019"):
        give_voice(asked=asked, rating=Rating.POOR, now=NOW)
    assert (Tally.objects.exists(), UsedToken.objects.exists()) == (False, False)
    make_links(office, LEAST, to="09020000{:02}")
    give_voice(asked=asked, rating=Rating.POOR, now=NOW)
    assert Tally.objects.get().sums == {"rating-2": 1}


def test_a_link_that_could_not_be_sent_hides_nobody(staged_office: Office) -> None:
    office = asking(staged_office)
    OutboxMessage.objects.filter(about_type="somebody", about_id="0").update(state=Sent.GIVEN_UP, sent_at=None)
    with pytest.raises(VoiceRefused, match="có thể bị đoán ra"):
        give_voice(asked=returned(office), rating=Rating.POOR, now=NOW)


def test_an_old_link_says_so(asked: Asked) -> None:
    give_voice(asked=asked, rating=Rating.POOR, now=NOW + OPEN_FOR)
    with pytest.raises(VoiceRefused, match="hết hạn"):
        give_voice(asked=asked, rating=Rating.POOR, now=NOW + OPEN_FOR + timedelta(days=1))


def test_a_changed_or_invented_link_is_none(asked: Asked) -> None:
    token = write(asked)
    assert read(token) == asked
    for wrong in (token[:-2] + "AA", "A" * len(token), "", "é", token + "x" * 200, token[:10]):
        assert read(wrong) is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Many answers at the same moment."""

    def test_one_link_pressed_by_many_hands_counts_once(self, asked: Asked) -> None:
        got = at_once(lambda: give_voice(asked=asked, rating=Rating.FAIR, now=NOW), 4)
        assert got == ["", *["voice_used"] * 3]
        assert Tally.objects.get().sums == {"rating-3": 1}

    def test_no_answer_of_many_is_lost(self, office: Office) -> None:
        waiting = [returned(office) for _ in range(4)]
        got = at_once(lambda: give_voice(asked=waiting.pop(), rating=Rating.FAIR, now=NOW), 4)
        assert got == [""] * 4
        assert (Tally.objects.get().sums, UsedToken.objects.count()) == ({"rating-3": 4}, 4)
