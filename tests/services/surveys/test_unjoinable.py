"""Whoever has the whole database does not learn who said what: tried on a full dump, in the order of the heap."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from django.db import connection, transaction

from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.models import Tally, UsedToken
from motcua.services.surveys.rules import LEAST, Rating
from motcua.services.surveys.tokens import Asked, write
from tests.factories.onestop import NOW, Office, make_dossier
from tests.services.surveys.conftest import asked_in

ANSWERS = {Tally._meta.db_table, UsedToken._meta.db_table}
Dump = dict[str, list[str]]


def dump() -> Dump:
    """Every row of every table as text, in the order in which it lies in the table, as pg_dump writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = sorted(name for (name,) in cursor.fetchall())
        rows: Dump = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - a name of the catalogue
            rows[table] = [row for (row,) in cursor.fetchall()]
    return rows


def masked(rows: Sequence[str]) -> list[str]:
    """Without random hashes."""
    return [re.sub(r"\\\\x[0-9a-f]{64}|\\x[0-9a-f]{64}", "#", row) for row in rows]


def links(office: Office) -> tuple[list[Dossier], list[Asked]]:
    """Two people of the same office and quarter who got their results, and their links as they were sent."""
    dossiers = [make_dossier(office, State.RETURNED, full_name=name) for name in ("Lê Thị Một", "Trần Văn Hai")]
    sent = OutboxMessage.objects.filter(link_kind="voice", about_type="dossier").order_by("pk")
    return dossiers, [asked_in(message) for message in sent]


def answered(asked: list[Asked], ratings: Sequence[Rating], order: Sequence[int]) -> Dump:
    """What lies in the database after the two have answered in this order; everything is undone."""
    with transaction.atomic():
        for person in order:
            give_voice(asked=asked[person], rating=ratings[person], now=NOW)
        found = dump()
        transaction.set_rollback(True)
    return found


def test_answering_changes_nothing_but_the_sums_and_the_used_hashes(office: Office) -> None:
    _dossiers, asked = links(office)
    before = dump()
    after = answered(asked, (Rating.VERY_GOOD, Rating.VERY_POOR), (0, 1))
    assert {table for table in after if after[table] != before[table]} == ANSWERS


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_dump_is_the_same_whoever_was_content_and_whoever_was_not(office: Office, order: tuple[int, int]) -> None:
    _dossiers, asked = links(office)
    first = answered(asked, (Rating.VERY_GOOD, Rating.VERY_POOR), order)
    second = answered(asked, (Rating.VERY_POOR, Rating.VERY_GOOD), order)
    for table in first:
        assert masked(first[table]) == masked(second[table]), table


def test_each_sum_of_a_full_dump_may_be_that_of_many_people(office: Office) -> None:
    """The attack: which results were handed over in the cell of a sum? One result and one answer would be one person's.

    Kept by field and week, as it once was, the dump told that the one who had a land result was not content.
    """
    dossiers, asked = links(office)
    give_voice(asked=asked[0], rating=Rating.VERY_POOR, now=NOW)
    assert len({dossier.procedure.field for dossier in dossiers}) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(DISTINCT sent.to)
              FROM surveys_tally AS tally
              JOIN outbox_outboxmessage AS sent ON sent.link_kind = 'voice' AND sent.state = 'sent'
               AND sent.link_given ->> 'unit' = tally.unit_id::text
               AND date_trunc('quarter', date_trunc('week', sent.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh'))
                   = tally.quarter
             GROUP BY tally.unit_id, tally.quarter
            """
        )
        assert all(people >= LEAST for (people,) in cursor.fetchall())


def test_nothing_of_a_sent_link_is_kept_anywhere(office: Office) -> None:
    _dossiers, asked = links(office)
    after = answered(asked, (Rating.GOOD, Rating.GOOD), (0, 1))
    everything = "\n".join(row for rows in after.values() for row in rows)
    for one in asked:
        assert one.nonce.hex() not in everything
        assert write(one) not in everything
        rows = {table for table, rows in after.items() if any(one.hash.hex() in row for row in rows)}
        assert rows == {UsedToken._meta.db_table}


def test_no_column_of_the_two_tables_could_join_them_to_anything_but_the_office() -> None:
    columns = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields if field.column}
        for model in (Tally, UsedToken)
    }
    assert columns == {
        "surveys_tally": {"unit_id", "quarter", "sums"},
        "surveys_usedtoken": {"token_hash"},
    }


@pytest.mark.django_db
def test_neither_a_sequence_nor_a_trigger_counts_the_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'surveys_%'")
        assert cursor.fetchall() == [("surveys_publishedvoice_id_seq",)]  # of a quarter that is over
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgrelid IN ('surveys_tally'::regclass, 'surveys_usedtoken'::regclass)"
        )
        assert cursor.fetchone() == (0,)
