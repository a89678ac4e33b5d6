"""Files that people bring, kept under the SHA-256 of their bytes; nothing here is ever run.

Each room has a *shelf* of its own, so that none clears away what another still names.
"""

import os
import secrets
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from prongsai.foundation.rules.files import (
    BEGINNING,
    LARGEST_MIB,
    OTHER_CONTENT,
    TOO_LARGE,
    FileGone,
    FileKind,
    kind_of,
    refused,
)

_PRIVATE, _READ_ONLY = 0o700, 0o440
#: A file that nothing names is left so long: what names it may be about to come.
_PATIENCE = timedelta(days=1)


@dataclass(frozen=True)
class StoredFile:
    """A file that lies here: what it is, and its size in bytes."""

    sha256: str
    size: int
    media_type: str


def store_file(name: str, chunks: Iterable[bytes], *, shelf: str) -> StoredFile:
    """Keep a file under the hash of its bytes, when it is of a kind that is taken.

    Raises:
        FileNotTaken: nothing is kept.
    """
    folder = _shelf(shelf) / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    arriving = folder / secrets.token_hex(16)
    try:
        digest, size = _written(arriving, name, chunks)
        with arriving.open("rb") as file:
            kind = kind_of(name, file.read(BEGINNING))
        _require_inside(arriving, name, kind)
        place = _place(digest, shelf)
        place.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        arriving.chmod(_READ_ONLY)
        arriving.replace(place)
    finally:
        arriving.unlink(missing_ok=True)
    return StoredFile(digest, size, kind.media_type)


def keep_bytes(content: bytes, *, shelf: str) -> str:
    """Keep a file that was made here, of whatever kind; return the hash of its bytes."""
    digest = sha256(content).hexdigest()
    place = _place(digest, shelf)
    place.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    arriving = place.with_name(f"{digest}.{secrets.token_hex(8)}")
    try:
        _written(arriving, place.name, [content])
        arriving.chmod(_READ_ONLY)
        arriving.replace(place)
    finally:
        arriving.unlink(missing_ok=True)
    return digest


def stored_file(digest: str, *, shelf: str) -> Path:
    """Return where a file lies.

    Raises:
        FileGone
    """
    place = _place(digest, shelf)
    if not place.is_file():
        raise FileGone()
    return place


def clear_shelf(shelf: str, named: Callable[[list[str]], set[str]], *, now: datetime) -> int:
    """Remove the files of a shelf that nothing names any more, or never arrived; return how many.

    In: named: hashes -> those that something names
    """
    since = (now - _PATIENCE).timestamp()
    old = {place.name: place for place in _shelf(shelf).glob("*/*") if _is_before(since, place)}
    kept = named(list(old)) if old else set()
    gone = [place for name, place in old.items() if name not in kept]
    for place in gone:
        if _is_before(since, place):  # the same file may have come again meanwhile
            place.unlink(missing_ok=True)
    return len(gone)


def _is_before(moment: float, place: Path) -> bool:
    """Whether a file lies there since before a moment; it may be on its way to another place."""
    try:
        return place.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _written(path: Path, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_MIB << 20:
                raise refused(name, TOO_LARGE)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _require_inside(path: Path, name: str, kind: FileKind) -> None:
    """Refuse a package that is no document of the kind that its name says; nothing is unpacked."""
    if not kind.inside:
        return
    try:
        with zipfile.ZipFile(path) as package:
            is_inside = any(entry.startswith(kind.inside) for entry in package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        is_inside = False
    if not is_inside:
        raise refused(name, OTHER_CONTENT)


def _shelf(name: str) -> Path:
    return Path(settings.PRONGSAI_HOME) / name


def _place(digest: str, shelf: str) -> Path:
    return _shelf(shelf) / digest[:2] / digest
