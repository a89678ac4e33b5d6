"""Files of a disclosure: taken, handed out, removed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.assessments.models import Participation
from prongsai.directory.rules import Actor, require_sight
from prongsai.evidence.models import Attachment, Disclosure
from prongsai.evidence.rules.disclosing import require_editable
from prongsai.evidence.rules.states import DisclosureState
from prongsai.evidence.services.disclosing import begun, named
from prongsai.foundation.adapters.stored_files import clear_shelf, store_file, stored_file
from prongsai.foundation.rules.files import MOST_FILES, TOO_MANY, FileGone, plain_name, refused
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.uploads import Sent

#: Where they are kept.
_SHELF = "files"


@dataclass(frozen=True)
class HandedOut:
    """A file to be saved by who asked for it."""

    name: str
    media_type: str
    path: Path


@transaction.atomic
def attach_file(disclosure: Disclosure, file: Sent, *, by: Actor, now: datetime) -> Attachment:
    """Take a file into a draft; the same one is not kept twice.

    Raises:
        NotAllowed, PhaseNotOpen, NotEditable, FileNotTaken.
    """
    locked = begun(disclosure, by=by, now=now)
    require_editable(locked.item, DisclosureState(locked.state))
    return keep_file(locked, file, by=by, now=now)


def keep_file(
    disclosure: Disclosure, file: Sent, *, with_objection: bool = False, by: Actor, now: datetime
) -> Attachment:
    """Keep a file beside those that came at the same occasion, for services that asked who may.

    Raises:
        FileNotTaken
    """
    name = plain_name(file.name or "")
    own = disclosure.files.filter(with_objection=with_objection)
    if own.count() >= MOST_FILES:
        raise refused(name, TOO_MANY)
    stored = store_file(name, file.chunks(), shelf=_SHELF)
    there = own.filter(sha256=stored.sha256).first()
    if there is not None:
        return there
    attached = Attachment.objects.create(
        disclosure=disclosure,
        with_objection=with_objection,
        name=name,
        media_type=stored.media_type,
        sha256=stored.sha256,
        size=stored.size,
        added_at=now,
    )
    told = {"file": name, "sha256": stored.sha256}
    event = "objection.file_added" if with_objection else "disclosure.file_added"
    audit(event, named(disclosure), by=by, now=now, **told)
    return attached


@transaction.atomic
def remove_file(disclosure: Disclosure, file: int, *, by: Actor, now: datetime) -> None:
    """Take a file out of a draft; its bytes go when nothing else names them (`drop_unnamed`).

    Raises:
        NotAllowed, PhaseNotOpen, NotEditable, FileGone.
    """
    locked = begun(disclosure, by=by, now=now)
    require_editable(locked.item, DisclosureState(locked.state))
    found = locked.files.filter(pk=file, with_objection=False).first()
    if found is None:
        raise FileGone()
    told = {"file": found.name, "sha256": found.sha256}
    found.delete()
    audit("disclosure.file_removed", named(locked), by=by, now=now, **told)


def file_of(participation: Participation, item: str, file: int, *, reader: Actor) -> HandedOut:
    """Return a file of a disclosure for who may read about the agency.

    Raises:
        NotAllowed, FileGone.
    """
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    files = Attachment.objects.filter(
        disclosure__participation=participation, disclosure__item=item, pk=file
    )
    found = files.first()
    if found is None:
        raise FileGone()
    return HandedOut(found.name, found.media_type, stored_file(found.sha256, shelf=_SHELF))


def drop_unnamed(*, now: datetime) -> int:
    """Remove files that no disclosure names any more; return how many."""
    return clear_shelf(_SHELF, _named, now=now)


def _named(digests: list[str]) -> set[str]:
    files = Attachment.objects.filter(sha256__in=digests)
    return set(files.values_list("sha256", flat=True))
