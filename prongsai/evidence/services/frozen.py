"""Taking a copy out of the archive of copies, for people to read."""

from dataclasses import dataclass
from typing import Any

from prongsai.directory.rules import Actor
from prongsai.evidence.adapters.archives import Kept, bytes_of, records_of
from prongsai.evidence.adapters.texts import unpacked
from prongsai.evidence.models import Capture
from prongsai.evidence.queries.frozen import capture_seen
from prongsai.evidence.rules.copies import CopyAway
from prongsai.evidence.services.capturing import archives_folder


@dataclass(frozen=True)
class Answered:
    """One answer on the way to what was shown: its link, and how the site's answer begins."""

    link: str
    status: str


@dataclass(frozen=True)
class Content:
    """What a copy holds: the answers on the way, what the site told of the last one, its bytes."""

    answers: tuple[Answered, ...]
    head: tuple[tuple[str, str], ...]
    body: bytes
    #: Whether the bytes are still packed, because they cannot be unpacked or grow too large.
    is_packed: bool


def copy_content(number: int, *, by: Actor) -> Content:
    """Return what a copy holds, its bytes unpacked.

    Bytes that were kept before are only referred to: they are read where they were kept first.

    Raises:
        CopyUnknown, NotAllowed
        CopyAway: there is nothing of it, or not on this machine.
        ArchiveDamaged
    """
    capture = capture_seen(number, reader=by)
    records = _records(capture)
    _link, last, body = records[-1]
    first = Capture.objects.filter(body=capture.body).order_by("number").first()
    if capture.body and not body and first is not None:
        body = _records(first)[-1][2]
    head = tuple((name, value) for name, value in last.headers)
    packing = {name.lower(): value for name, value in head}.get("content-encoding", "")
    plain = unpacked(body, packing)
    return Content(
        tuple(Answered(link, head.statusline) for link, head, _body in records),
        head,
        body if plain is None else plain,
        plain is None,
    )


def copy_record(number: int, *, by: Actor) -> bytes:
    """Return a copy as it lies in the archive, in the WARC format, for other programs.

    Raises:
        CopyUnknown, NotAllowed, CopyAway, ArchiveDamaged.
    """
    capture = capture_seen(number, reader=by)
    try:
        return bytes_of(archives_folder(), place_of(capture))
    except OSError as error:
        raise CopyAway(number=number) from error


def place_of(capture: Capture) -> Kept:
    """Return where the archive keeps a copy."""
    return Kept(capture.archive, capture.start, capture.length)


def _records(capture: Capture) -> list[tuple[str, Any, bytes]]:
    try:
        records: list[tuple[str, Any, bytes]] = list(
            records_of(archives_folder(), place_of(capture))
        )
    except OSError as error:
        raise CopyAway(number=capture.number) from error
    if not records:
        raise CopyAway(number=capture.number)
    return records
