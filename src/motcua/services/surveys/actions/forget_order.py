"""Forget in which order people answered, and what the sums were before."""

from __future__ import annotations

from django.db import connection, transaction

_SORT_HASHES = """
WITH taken AS (DELETE FROM surveys_usedtoken RETURNING token_hash)
INSERT INTO surveys_usedtoken (token_hash) SELECT token_hash FROM taken ORDER BY token_hash
"""
_SORT_SUMS = """
WITH taken AS (DELETE FROM surveys_tally RETURNING unit_id, quarter, sums)
INSERT INTO surveys_tally (unit_id, quarter, sums) SELECT unit_id, quarter, sums FROM taken ORDER BY unit_id, quarter
"""


def forget_order() -> None:
    """Write the sums and the used hashes anew, sorted and in one transaction, on pages of their own.

    A row says which transaction wrote it, and rows with a time tell when that was; what a sum was before lies on the
    disk until its page is needed. Afterwards all answers are of one moment. Not inside a transaction. Where somebody
    reads the tables just now, such as a backup, the old pages stay until the next time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE surveys_tally, surveys_usedtoken IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_SORT_HASHES)
        cursor.execute(_SORT_SUMS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FULL, SKIP_LOCKED) surveys_tally, surveys_usedtoken")
