"""What is stored of a contest. The log is the truth; every other row about scores is a projection of it."""

from motcua.replication.contest.models.appeal import Appeal, Outcome
from motcua.replication.contest.models.call import Contest, ContestRound, Criterion, Question, TieBreak
from motcua.replication.contest.models.entry import Author, Entry, EntryFile, EntryState
from motcua.replication.contest.models.jury import Assignment, Interest, Panelist
from motcua.replication.contest.models.log import ContestEvent, Ranking, RankingLine

__all__ = [
    "Appeal",
    "Assignment",
    "Author",
    "Contest",
    "ContestEvent",
    "ContestRound",
    "Criterion",
    "Entry",
    "EntryFile",
    "EntryState",
    "Interest",
    "Outcome",
    "Panelist",
    "Question",
    "Ranking",
    "RankingLine",
    "TieBreak",
]
