"""How wide is each column of a table on paper?"""

from motcua.replication.reporting.content import Table

FIGURE, NARROWEST, WIDEST, LINE = 8, 12, 46, 86  # letters


def widths(table: Table) -> list[int]:
    """Return the parts of the width that the columns take: figures little, long texts what the others leave."""
    wanted = [_width(table, number) for number in range(len(table.columns))]
    widest = WIDEST
    while sum(min(one, widest) for one in wanted) > LINE and widest > NARROWEST:
        widest -= 1
    return [min(one, widest) for one in wanted]


def _width(table: Table, number: int) -> int:
    head = max(map(len, table.columns[number].split()))
    texts = [len(cell) for row in table.rows if isinstance(cell := row[number], str)]
    if table.rows and not texts:
        return max(FIGURE, head)
    return min(max(NARROWEST, head, *texts, 0), WIDEST)
