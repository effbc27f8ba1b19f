"""How wide is each column of a table on paper?"""

from motcua.replication.reporting.content import Table

FIGURE, NARROWEST, WIDEST = 8, 12, 46  # letters


def widths(table: Table) -> list[int]:
    """Return the parts of the width that the columns take: figures little, long texts most."""
    return [_width(table, number) for number in range(len(table.columns))]


def _width(table: Table, number: int) -> int:
    head = max(map(len, table.columns[number].split()))
    texts = [len(cell) for row in table.rows if isinstance(cell := row[number], str)]
    if table.rows and not texts:
        return max(FIGURE, head)
    return min(max(NARROWEST, head, *texts, 0), WIDEST)
