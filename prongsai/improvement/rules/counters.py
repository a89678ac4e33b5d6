"""Counters: facts of other rooms that turn a measure done by themselves.

A room that counts something registers it once; measures name the counter and how many it takes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from prongsai.improvement.rules.faults import CounterUnknown
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Counter:
    """How many of something an agency has in a fiscal year.

    name: what measures call it, "evidence.approved"
    read: agency (its id), fiscal year -> how many
    """

    name: str
    title: Text
    read: Callable[[int, int], int]


_COUNTERS: dict[str, Counter] = {}


def register_counter(counter: Counter) -> None:
    """Let measures name a counter."""
    _COUNTERS[counter.name] = counter


def counters() -> list[Counter]:
    """Return all counters by name."""
    return [_COUNTERS[name] for name in sorted(_COUNTERS)]


def require_counter(name: str) -> Counter:
    """Return a counter.

    Raises:
        CounterUnknown: names those that there are.
    """
    if name not in _COUNTERS:
        raise CounterUnknown(counter=name, known=", ".join(sorted(_COUNTERS)) or "-")
    return _COUNTERS[name]
