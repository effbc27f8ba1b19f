"""Parts of a long work are done side by side, each with a connection of its own, and a fault is not lost."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from motcua.foundation.runs.hands import by_hands


def test_one_hand_works_here_and_in_order() -> None:
    here = threading.current_thread()
    assert [*by_hands(1, lambda part: (part, threading.current_thread() is here), range(3))] == [
        (0, True),
        (1, True),
        (2, True),
    ]


def test_so_many_hands_work_at_a_time_and_no_more() -> None:
    meeting, at_work, most = threading.Barrier(2, timeout=20), [], []

    def work(part: int) -> int:
        at_work.append(part)
        most.append(len(at_work))
        meeting.wait()  # none goes on alone
        at_work.remove(part)
        return part

    assert sorted(by_hands(2, work, range(6))) == [*range(6)]
    assert max(most) == 2


def test_parts_are_asked_for_as_hands_are_free() -> None:
    asked: list[int] = []

    def parts() -> Iterator[int]:
        for part in range(100):
            asked.append(part)
            yield part

    results = by_hands(2, lambda part: part, parts())
    next(results)
    assert len(asked) < 10


def _backend(_part: int = 0) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _still_there(backends: set[int]) -> bool:
    with connection.cursor() as cursor:
        for _ in range(100):  # a server process ends a moment after its connection
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = ANY(%s)", [[*backends]])
            if cursor.fetchone() is None:
                return False
            cursor.execute("SELECT pg_sleep(0.05)")
    return True


@pytest.mark.django_db(transaction=True)
def test_each_hand_has_a_connection_of_its_own_that_is_closed_at_the_end() -> None:
    meeting = threading.Barrier(2, timeout=20)

    def work(_part: int) -> int:
        meeting.wait()  # so that each hand takes every second part
        return _backend()

    used = [*by_hands(2, work, range(6))]
    assert len(set(used)) == 2
    assert _backend() not in used
    assert not _still_there(set(used))


@pytest.mark.django_db(transaction=True)
def test_connections_are_closed_when_nobody_waits_for_the_rest() -> None:
    results = by_hands(2, _backend, range(6))
    used = {next(results)}
    results.close()  # type: ignore[attr-defined]
    assert not _still_there(used)


def test_a_fault_is_raised_when_the_parts_under_way_are_done() -> None:
    done: list[int] = []

    def work(part: int) -> int:
        if part == 1:
            raise ValueError("the second")
        done.append(part)
        return part

    with pytest.raises(ValueError, match="the second"):
        list(by_hands(2, work, range(50)))
    assert 0 in done
    assert 49 not in done
