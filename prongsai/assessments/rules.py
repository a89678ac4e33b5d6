"""From which state a round goes to which, and what must be true for it."""

from enum import StrEnum


class RoundState(StrEnum):
    """How far a round is."""

    PLANNED = "planned"
    COLLECTING = "collecting"
    CLOSED = "closed"
    SCORED = "scored"
    PUBLISHED = "published"
