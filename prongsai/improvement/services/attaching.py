"""Pictures and documents of actions: taken, handed out, removed."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from prongsai.directory.rules import Actor
from prongsai.evidence.services.attaching import HandedOut
from prongsai.foundation.adapters.stored_files import clear_shelf, store_file, stored_file
from prongsai.foundation.rules.files import (
    KINDS,
    LARGEST_MIB,
    MOST_FILES,
    OTHER_CONTENT,
    TOO_LARGE,
    TOO_MANY,
    FileGone,
    plain_name,
    refused,
)
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.uploads import Sent
from prongsai.improvement.adapters.pictures import without_notes
from prongsai.improvement.models import Action, ActionFile, Snapshot
from prongsai.improvement.queries.responsible import concern_together, own_units
from prongsai.improvement.rules.following import require_theirs
from prongsai.improvement.services.holding import held_followed, named

#: Where they are kept.
SHELF = "plan-files"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@transaction.atomic
def attach_to_action(action: Action, file: Sent, *, by: Actor, now: datetime) -> ActionFile:
    """Take a file into an action, a picture without notes; the same one is not kept twice.

    Raises:
        NotAllowed, PlanNotFollowed, FileNotTaken.
    """
    plan = held_followed(action.theme.plan)
    _require_theirs(action, by)
    name = plain_name(file.name or "")
    if action.files.count() >= MOST_FILES:
        raise refused(name, TOO_MANY)
    stored = store_file(name, _kept_of(name, file), shelf=SHELF)
    there = action.files.filter(sha256=stored.sha256).first()
    if there is not None:
        return there
    attached = ActionFile.objects.create(
        action=action,
        name=name,
        media_type=stored.media_type,
        sha256=stored.sha256,
        size=stored.size,
    )
    told = {"deed": action.pk, "file": name, "sha256": stored.sha256}
    audit("plan.file_added", named(plan), by=by, now=now, **told)
    return attached


@transaction.atomic
def told_with_files(
    tell: Callable[[], Action], files: Iterable[Sent], *, by: Actor, now: datetime
) -> Action:
    """Tell an action together with its files: where one of them is not taken, nothing is told.

    Raises:
        NotAllowed, PlanNotFollowed, FileNotTaken; and what telling raises.
    """
    action = tell()
    for file in files:
        attach_to_action(action, file, by=by, now=now)
    return action


@transaction.atomic
def detach_from_action(action: Action, file: int, *, by: Actor, now: datetime) -> None:
    """Take a file off an action; its bytes go when nothing names them any more.

    Raises:
        NotAllowed, PlanNotFollowed, FileGone.
    """
    plan = held_followed(action.theme.plan)
    _require_theirs(action, by)
    found = action.files.filter(pk=file).first()
    if found is None:
        raise FileGone()
    told = {"deed": action.pk, "file": found.name, "sha256": found.sha256}
    found.delete()
    audit("plan.file_removed", named(plan), by=by, now=now, **told)


def file_of_action(action: Action, file: int) -> HandedOut:
    """Return a file of an action, for pages that asked who may read the plan.

    Raises:
        FileGone
    """
    found = action.files.filter(pk=file).first()
    if found is None:
        raise FileGone()
    return HandedOut(found.name, found.media_type, stored_file(found.sha256, shelf=SHELF))


def drop_unnamed(*, now: datetime) -> int:
    """Remove files that no action names any more, and no plan as it stood; return how many."""
    return clear_shelf(SHELF, _named, now=now)


def _named(digests: list[str]) -> set[str]:
    files = ActionFile.objects.filter(sha256__in=digests)
    named_ones = set(files.values_list("sha256", flat=True))
    contents = Snapshot.objects.annotate(written=Cast("content", TextField()))
    for written in contents.values_list("written", flat=True).iterator():
        named_ones.update(_DIGEST.findall(written))
    return named_ones


def _kept_of(name: str, file: Sent) -> Iterable[bytes]:
    """Return what is kept of a file.

    Raises:
        FileNotTaken: of a picture the notes cannot be taken out.
    """
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None or not kind.media_type.startswith("image/"):
        return file.chunks()
    content = bytearray()
    for chunk in file.chunks():
        content += chunk
        if len(content) > LARGEST_MIB << 20:
            raise refused(name, TOO_LARGE)
    plain = without_notes(bytes(content))
    if plain is None:
        raise refused(name, OTHER_CONTENT)
    return [plain]


def _require_theirs(action: Action, by: Actor) -> None:
    """Refuse who is responsible for none of the measures."""
    agency = action.theme.plan.agency_id
    together = concern_together(action.measures.all(), agency)
    require_theirs(by, together, own_units(by, agency))
