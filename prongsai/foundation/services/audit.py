"""Writing the audit trail, and verifying that nobody wrote in it by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from prongsai.foundation.models import AuditEntry
from prongsai.foundation.rules import Doer
from prongsai.methodology.wording import Text

#: Names the lock under which one process at a time adds an entry.
_WRITING = 6_215_121
#: What the first entry follows.
BEGINNING = "0" * 64
_CHANGED = Text("รายการที่ %(number)s ถูกแก้ไข", "Entry %(number)s was changed.")
_MISSING = Text(
    "มีรายการหายไปหรือแทรกเข้ามาก่อนรายการที่ %(number)s",
    "Entries were removed or inserted before entry %(number)s.",
)
_SHORTER = Text(
    "เคยมีรายการที่ %(number)s (%(hash)s) แต่ไม่อยู่ในบันทึกแล้ว",
    "There was an entry %(number)s (%(hash)s), which is no longer in the trail.",
)


@dataclass(frozen=True)
class Verified:
    """What verifying found: how many entries, the hash of the last, and what is wrong."""

    entries: int
    head: str
    faults: tuple[Text, ...]


@transaction.atomic
def audit(action: str, subject: object, *, by: Doer, now: datetime, **facts: Any) -> AuditEntry:
    """Add an entry to the trail, as part of the change that it tells of.

    In: facts that JSON can hold; never anything about a respondent
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITING])
    last = AuditEntry.objects.order_by("-number").first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        happened_at=now,
        actor=by.user,
        actor_name=by.name,
        action=action,
        subject=str(subject),
        facts=facts,
        previous=last.sha256 if last else BEGINNING,
    )
    entry.sha256 = _hash(entry)
    entry.save(force_insert=True)
    transaction.on_commit(lambda: _remember(entry))
    return entry


def verify_trail() -> Verified:
    """Compute every hash again, and compare the end with the one that was noted outside."""
    faults: list[Text] = []
    number, head = 0, BEGINNING
    for entry in AuditEntry.objects.order_by("number").iterator():
        if entry.number != number + 1 or entry.previous != head:
            faults.append(_MISSING.filled(number=entry.number))
        if entry.sha256 != _hash(entry):
            faults.append(_CHANGED.filled(number=entry.number))
        number, head = entry.number, entry.sha256
    faults += _cut_off()
    return Verified(number, head, tuple(faults))


def _cut_off() -> Iterator[Text]:
    """Say whether the entry that was noted last outside the database is still there."""
    noted = _noted()
    if noted is None:
        return
    number, digest = noted
    if not AuditEntry.objects.filter(number=number, sha256=digest).exists():
        yield _SHORTER.filled(number=number, hash=digest[:12])


def _hash(entry: AuditEntry) -> str:
    """Return the hash of an entry and of the one before it."""
    told = [
        entry.previous,
        entry.number,
        entry.happened_at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.subject,
        entry.facts,
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _head_file() -> Path:
    return Path(settings.PRONGSAI_HOME) / "audit-head"


def _remember(entry: AuditEntry) -> None:
    """Note the end of the trail outside the database, where who edits it by hand may not look."""
    path = _head_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(f"{entry.number} {entry.sha256}\n", encoding="ascii")
    part.replace(path)


def _noted() -> tuple[int, str] | None:
    try:
        number, digest = _head_file().read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return int(number), digest
