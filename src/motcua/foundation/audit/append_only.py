"""Triggers for a table that may only grow: official history is added to, never changed."""

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers with which the database refuses UPDATE, DELETE and TRUNCATE (for `Meta.triggers`)."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(),
    ]


def no_truncate() -> pgtrigger.Trigger:
    """Return the trigger with which the database refuses TRUNCATE, for a table that may change in some column."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )
