"""What is written in an entry, as one value, checked before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.replication.contest.eligibility import AgeRule, Person, findings
from motcua.replication.contest.models import Author, Contest, Entry
from motcua.replication.contest.refusals import ContestRefused, NotEligible

MOST_AUTHORS = 10


@dataclass(frozen=True)
class AuthorGiven(Person):
    """An author as typed."""

    position: str = ""


@dataclass(frozen=True)
class Work:
    """The work of an entry and who made it."""

    title: str
    problem: str
    solution: str
    evidence: str = ""
    authors: tuple[AuthorGiven, ...] = ()


def age_rule(contest: Contest) -> AgeRule:
    """Return how old authors may be."""
    return AgeRule(contest.age_limit, contest.age_on)


def check_work(contest: Contest, work: Work) -> None:
    """Raise ContestRefused for an unfinished work, NotEligible for authors who may not enter."""
    if not (work.title.strip() and work.problem.strip() and work.solution.strip()):
        raise ContestRefused("work", _("Bài dự thi cần tên, vấn đề và giải pháp. Chưa lưu gì: hãy ghi đủ rồi gửi lại."))
    if len(work.authors) > MOST_AUTHORS or len(set(work.authors)) != len(work.authors):
        raise ContestRefused("authors", _("Mỗi tác giả ghi một lần, nhiều nhất mười người. Chưa lưu gì."))
    if found := findings(work.authors, age_rule(contest)):
        raise NotEligible(found)


def write_work(entry: Entry, work: Work) -> None:
    """Write the work into the row and save it, then its authors."""
    entry.title, entry.problem = work.title.strip(), work.problem.strip()
    entry.solution, entry.evidence = work.solution.strip(), work.evidence.strip()
    entry.save()
    entry.authors.all().delete()
    write_authors(entry, work.authors)


def write_authors(entry: Entry, authors: Sequence[AuthorGiven]) -> None:
    """Write the authors of an entry."""
    Author.objects.bulk_create(
        Author(entry=entry, name=one.name.strip(), born_on=one.born_on, position=one.position.strip())
        for one in authors
    )
