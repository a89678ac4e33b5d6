"""The keys of a person, as they may be shown: never what opens."""

from dataclasses import dataclass
from datetime import date, datetime

from prongsai.directory.models import Key
from prongsai.directory.rules import Actor


@dataclass(frozen=True)
class KeyRow:
    """A key that opens: its id, its name, when it was made, and the last day it was used."""

    id: int
    name: str
    made_at: datetime
    used_on: date | None


def keys_of(reader: Actor) -> list[KeyRow]:
    """Return the reader's own keys that still open, the latest first."""
    keys = Key.objects.filter(user=reader.user, is_ended=False).order_by("-pk")
    return [KeyRow(key.pk, key.name, key.made_at, key.used_on) for key in keys]
