"""The days in the addresses of lists and figures."""

from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2100  # wide enough for every dossier, and a month more or less is still a date


def day_asked(text: str) -> date | None:
    """Return the day written as 2019-04-09; None when it is none, or so far off that nothing could be counted."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
