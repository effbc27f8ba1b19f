"""What a visitor asks of the pages of figures, read from the address; what cannot be read is the usual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404

from motcua.replication.comparison.queries.dashboard import Question
from motcua.services.registry import Measure, Ratio, Service, UnknownMeasure, UnknownService, all_services, service

PERIOD = timedelta(days=90)
LONGEST = timedelta(days=366 * 5)


def counting_services() -> list[Service]:
    """Return the services that count something."""
    return [each for each in all_services() if each.source is not None and each.figures]


def question_of(given: Mapping[str, str], *, today: date) -> Question:
    """Return what is compared: service `dich-vu`, figure `chi-tieu`, days `tu` and `den`, level `cap`.

    Raises Http404 while no service counts anything.
    """
    services = counting_services()
    if not services:
        raise Http404
    chosen = next((each for each in services if each.code == given.get("dich-vu")), services[0])
    first, last = _days(given, today)
    return Question(chosen, _figure(chosen, given.get("chi-tieu", "")), first, last, given.get("cap", ""))


def question_about(code: str, given: Mapping[str, str], *, today: date) -> Question:
    """Return the same for the service of an address; raise Http404 when it does not count."""
    try:
        chosen = service(code)
    except UnknownService as unknown:
        raise Http404 from unknown
    if chosen.source is None:
        raise Http404
    return question_of({**given, "dich-vu": code}, today=today)


def as_query(question: Question, **changes: str) -> str:
    """Return the question as the query of an address."""
    words = {
        "dich-vu": question.service.code,
        "chi-tieu": question.figure.code,
        "tu": question.first.isoformat(),
        "den": question.last.isoformat(),
        "cap": question.level,
    }
    return urlencode({name: word for name, word in {**words, **changes}.items() if word})


def _figure(chosen: Service, code: str) -> Measure | Ratio:
    try:
        return chosen.figure(code)
    except UnknownMeasure:
        return (chosen.ratios or chosen.measures)[0]


def _days(given: Mapping[str, str], today: date) -> tuple[date, date]:
    """Return both days, in order, none to come and not more than five years apart."""
    last = min(_day(given.get("den", "")) or today, today)
    first = _day(given.get("tu", "")) or last - PERIOD
    return min(max(first, last - LONGEST), last), last


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
