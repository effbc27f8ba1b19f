"""Seat the readers of a contest: who may read what, by the register, and who reads how much."""

from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.interests import bound_pairs
from motcua.replication.contest.kinds import Round
from motcua.replication.contest.models import Assignment, Contest, Entry, EntryState
from motcua.replication.contest.notices import tell
from motcua.replication.contest.refusals import Incomplete
from motcua.replication.contest.seating import seat
from motcua.replication.contest.sheets import hand_out


def seat_readers(contest: Contest, *, by: Staff, now: datetime) -> int:
    """Fill every entry up to the wanted number of readers and return how many sheets are new.

    Sheets that exist stay where they are; a sheet that was taken away is never given back. Raises Incomplete when an
    entry has not enough readers who may read it; nothing is changed then.
    """
    entries = list(contest.entries.filter(state=EntryState.ELIGIBLE))
    readers = list(
        contest.panelists.filter(panel=Round.PRELIMINARY, left_at__isnull=True).values_list("staff_id", flat=True)
    )
    sheets = Assignment.objects.filter(entry__in=entries, round=Round.PRELIMINARY)
    held = set(sheets.filter(barred_at__isnull=True).values_list("judge_id", "entry_id"))
    taken = set(sheets.filter(barred_at__isnull=False).values_list("judge_id", "entry_id"))
    pairs = seat(
        [entry.pk for entry in entries],
        readers,
        wanted=contest.readers_per_entry,
        forbidden=bound_pairs(contest, readers, entries, now=now) | taken,
        seed=f"{contest.pk}:{contest.board_token}",
        kept=held,
    )
    _check_full(contest, entries, pairs)
    new = hand_out(contest, Round.PRELIMINARY, _by_code(entries, pairs - held), by=by, now=now)
    _tell_readers(contest, {judge for judge, _entry in pairs - held}, now=now)
    return new


def _check_full(contest: Contest, entries: list[Entry], pairs: set[tuple[int, int]]) -> None:
    for entry in entries:
        if sum(one == entry.pk for _judge, one in pairs) < contest.readers_per_entry:
            raise Incomplete(
                format_lazy(
                    _(
                        "Không đủ người chấm cho bài “{title}”: cần {wanted} người không có quan hệ với bài. "
                        "Chưa phân công gì: hãy mời thêm người chấm."
                    ),
                    title=entry.title,
                    wanted=contest.readers_per_entry,
                )
            )


def _by_code(entries: list[Entry], pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs in the order of the blind codes: numbers of sheets tell nothing about who entered when."""
    codes = {entry.pk: entry.blind_code for entry in entries}
    return sorted(pairs, key=lambda pair: (codes[pair[1]], pair[0]))


def _tell_readers(contest: Contest, staff_ids: set[int], *, now: datetime) -> None:
    readers = Staff.objects.filter(pk__in=staff_ids).select_related("user").order_by("pk")
    tell(
        contest,
        readers,
        _("Phiếu chấm sơ khảo: %(title)s"),
        _("Anh/chị có bài cần chấm trong hội thi “%(title)s”. Hãy vào mục Hội thi, phần Phiếu chấm của tôi."),
        now=now,
        once=f"sheets:{contest.last_seq}",
    )
