"""Appeals are answered, then the results go out as a letter that can be read back."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.db import transaction

from motcua.foundation.attachments.content import open_content
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.actions.announce_results import announce_results
from motcua.replication.contest.actions.answer_appeal import answer_appeal
from motcua.replication.contest.actions.file_appeal import file_appeal
from motcua.replication.contest.actions.settle_results import settle_results
from motcua.replication.contest.actions.void_question import void_question
from motcua.replication.contest.actions.withdraw_entry import withdraw_entry
from motcua.replication.contest.kinds import FINAL
from motcua.replication.contest.letter import Signer, issued_letter
from motcua.replication.contest.models import Appeal, Outcome, Ranking, RankingLine
from motcua.replication.contest.queries.log import is_true_to_log
from motcua.replication.contest.refusals import ContestRefused, Incomplete, NotNow
from motcua.replication.initiatives.models import Initiative
from tests.factories.contest import AFTER_APPEALS, FINAL_DAY, SIGNER, Hall, announced_hall

pytestmark = pytest.mark.django_db
NEXT_DAY = FINAL_DAY + timedelta(days=1)


@pytest.fixture
def hall(staged_provisional: Hall) -> Hall:
    return staged_provisional


def appeal(hall: Hall, place: int = 1) -> Appeal:
    return file_appeal(
        entry_id=hall.entries[place].pk, text="Câu 1 có hai đáp án.", by=hall.leaders[place], now=NEXT_DAY
    )


def test_an_appeal_has_a_date_by_which_it_is_answered(hall: Hall) -> None:
    made = appeal(hall)
    assert made.due_at.date().isoformat() == "2019-05-07"  # 29/4 to 1/5 are off, Saturday 4/5 is worked
    answered = answer_appeal(
        appeal_id=made.pk, outcome=Outcome.REJECTED, answer="Đáp án đúng.", by=hall.coordinator, now=NEXT_DAY
    )
    assert (answered.outcome, answered.answered_by) == (Outcome.REJECTED, hall.coordinator)
    with pytest.raises(NotNow):
        answer_appeal(appeal_id=made.pk, outcome=Outcome.UPHELD, answer="Khác", by=hall.coordinator, now=NEXT_DAY)


def test_only_its_unit_appeals_only_finalists_and_only_in_time(hall: Hall) -> None:
    with pytest.raises(NotAllowed):
        file_appeal(entry_id=hall.entries[0].pk, text="x", by=hall.leaders[1], now=NEXT_DAY)
    with pytest.raises(NotNow):
        file_appeal(entry_id=hall.entries[2].pk, text="x", by=hall.leaders[2], now=NEXT_DAY)
    with pytest.raises(NotNow):
        file_appeal(entry_id=hall.entries[1].pk, text="x", by=hall.leaders[1], now=AFTER_APPEALS)
    with pytest.raises(ContestRefused, match="nội dung"):
        file_appeal(entry_id=hall.entries[1].pk, text=" ", by=hall.leaders[1], now=NEXT_DAY)
    appeal(hall)
    with pytest.raises(NotNow):
        appeal(hall)


def test_an_upheld_appeal_leads_to_a_new_ranking_beside_the_old_one(hall: Hall) -> None:
    made = appeal(hall)
    answer_appeal(appeal_id=made.pk, outcome=Outcome.UPHELD, answer="Hủy câu 2.", by=hall.coordinator, now=NEXT_DAY)
    question = hall.contest.questions.last()
    assert question
    void_question(question_id=question.pk, reason="Hai đáp án", by=hall.coordinator, now=NEXT_DAY)
    with pytest.raises(Incomplete, match="tính lại"):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=AFTER_APPEALS)
    until = hall.fresh().appeal_until
    settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=NEXT_DAY)
    assert hall.fresh().appeal_until == until
    kept = list(Ranking.objects.filter(contest=hall.contest, what=FINAL))
    assert [is_true_to_log(one) for one in kept] == [True, True]
    assert kept[0].last_seq < kept[1].last_seq
    announced_hall(hall)


def test_the_results_wait_for_the_time_of_appeals_and_for_every_answer(hall: Hall) -> None:
    appeal(hall)
    with pytest.raises(NotNow):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=NEXT_DAY)
    with pytest.raises(Incomplete):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=AFTER_APPEALS)


def test_a_letter_needs_a_signer_and_the_organiser(hall: Hall) -> None:
    with pytest.raises(ContestRefused):
        announce_results(contest_id=hall.contest.pk, signer=Signer(" ", "x"), by=hall.coordinator, now=AFTER_APPEALS)
    with pytest.raises(NotAllowed):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.leaders[0], now=AFTER_APPEALS)
    assert not Initiative.objects.exists()


def test_the_letter_says_who_won_and_how_in_the_layout_of_the_decree(hall: Hall) -> None:
    announced_hall(hall)
    issued = issued_letter(hall.contest)
    assert issued is not None
    with open_content(issued.content) as content:
        pdf = content.read()
    text = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/TB-HT",
        "THÔNG BÁO",
        "Mô hình số 1 trả kết quả tại nhà",
        "93,00",
        "56,00",
        "TRƯỞNG BAN TỔ CHỨC",
        "Trần Văn Ký",
        "Nơi nhận",
    ):
        assert words in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.open_metadata().pdfa_status == "2A"


def test_after_the_announcement_nothing_moves(hall: Hall) -> None:
    announced_hall(hall)
    with pytest.raises(NotNow):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=AFTER_APPEALS)
    with pytest.raises(NotNow):
        withdraw_entry(entry_id=hall.entries[0].pk, reason="", by=hall.leaders[0], now=AFTER_APPEALS)


def test_a_stored_ranking_is_not_changed_and_a_false_one_would_be_noticed(hall: Hall) -> None:
    kept = Ranking.objects.get(contest=hall.contest, what=FINAL)
    line = kept.lines.all()[0]
    with pytest.raises(Exception, match="Cannot"), transaction.atomic():
        RankingLine.objects.filter(pk=line.pk).update(raw=99)
    false = Ranking.objects.create(
        contest=hall.contest,
        what=FINAL,
        basis=kept.basis,
        last_seq=kept.last_seq,
        made_at=NEXT_DAY,
        made_by=hall.coordinator,
    )
    assert not is_true_to_log(false)
    with pytest.raises(Incomplete):
        announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=AFTER_APPEALS)
