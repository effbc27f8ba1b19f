"""How many rows of which kind does a table have?"""

from collections import Counter
from collections.abc import Iterable, Mapping

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.replication.reporting.content import Figure

ALL = "all"


def counts(name: str, words: Mapping[str, StrOrPromise], found: Iterable[str]) -> tuple[tuple[str, Figure], ...]:
    """Return the number of all rows, then of those of each word, in the order of `words`; `name` begins each trace."""
    tally = Counter(found)
    total = ("Tổng số", Figure(tally.total(), f"{name}:{ALL}"))
    return (total, *((str(label), Figure(tally[word], f"{name}:{word}")) for word, label in words.items()))
