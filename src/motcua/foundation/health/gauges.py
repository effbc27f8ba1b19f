"""Which figures of the running platform are told? Each room registers its own; `/metrics` writes them down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Value:
    """One figure, told apart from its neighbours by `labels`."""

    number: float
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Gauge:
    """A named family of figures. `kind` is "gauge" for what goes up and down, "counter" for what only grows."""

    name: str
    help: str
    values: tuple[Value, ...]
    kind: str = "gauge"


def gauge(name: str, about: str, number: float) -> Gauge:
    """Return a family of a single figure."""
    return Gauge(name, about, (Value(number, {}),))


Reader = Callable[[datetime], Iterable[Gauge]]
_readers: dict[str, Reader] = {}


def register_gauges(code: str, reader: Reader) -> None:
    """Name figures of a room, read at a moment in a fixed number of queries; the same code again replaces them."""
    _readers[code] = reader


def all_gauges(now: datetime) -> list[Gauge]:
    """Return the figures of every room, in the order of registration."""
    return [each for reader in _readers.values() for each in reader(now)]
