"""Take a contest in hand: locked, in reach of whoever asks, at the right stage, and as they last saw it."""

from datetime import datetime

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.access import organises, owns
from motcua.replication.contest.kinds import State
from motcua.replication.contest.models import Contest, ContestRound, Entry
from motcua.replication.contest.refusals import Conflict, NotNow, RoundClosed


def locked(contest_id: int) -> Contest:
    """Return the contest, locked until the transaction ends: its log has one writer at a time."""
    return Contest.objects.select_for_update().get(pk=contest_id)


def organised(
    contest_id: int, *states: State, by: Staff, now: datetime, expected_version: int | None = None
) -> Contest:
    """Return the locked contest for its organiser, in one of `states` (none given: any).

    Raises Contest.DoesNotExist, NotAllowed, Conflict when the call changed since `expected_version`, NotNow.
    """
    contest = locked(contest_id)
    if not organises(roles_of(by, now), contest):
        raise NotAllowed
    if expected_version is not None and contest.version != expected_version:
        raise Conflict
    if states and contest.state not in states:
        raise NotNow
    return contest


def own_entry(entry_id: int, *, by: Staff, now: datetime, expected_version: int | None = None) -> Entry:
    """Return the locked entry, with its contest locked first, for its unit; raises NotAllowed, Conflict."""
    contest = locked(Entry.objects.values_list("contest_id", flat=True).get(pk=entry_id))
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    entry.contest = contest
    if not owns(roles_of(by, now), entry):
        raise NotAllowed
    if expected_version is not None and entry.version != expected_version:
        raise Conflict
    return entry


def checked_entry(entry_id: int, *states: State, by: Staff, now: datetime) -> Entry:
    """Return the locked entry for the organiser of its contest."""
    contest_id = Entry.objects.values_list("contest_id", flat=True).get(pk=entry_id)
    contest = organised(contest_id, *states, by=by, now=now)
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    entry.contest = contest
    return entry


def open_round(contest: Contest, kind: str) -> ContestRound:
    """Return a round that takes scores now; raises RoundClosed."""
    found = contest.rounds.get(kind=kind)
    if not found.is_open:
        raise RoundClosed
    return found
