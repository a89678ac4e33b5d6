"""Files that wait between their check and their import, one for each person and kind of table."""

import shutil
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from prongsai.directory.rules.imports import LARGEST_MIB, WAITS, UploadGone, UploadTooLarge
from prongsai.methodology.thai import repaired

_DAY = 24 * 60 * 60
#: Letters of a file's own name that are kept: Thai ones take three bytes.
_LONGEST = 60
_PRIVATE = 0o700


def keep_upload(owner: str, name: str, chunks: Iterable[bytes]) -> None:
    """Keep a file in place of the owner's earlier one, and drop those that waited too long.

    Raises:
        UploadTooLarge: nothing is kept.
    """
    _drop_old()
    folder = _folder(owner)
    drop_upload(owner)
    folder.mkdir(mode=_PRIVATE, parents=True)
    path = folder / _plain(name)
    left = LARGEST_MIB << 20
    with path.open("wb") as file:
        for chunk in chunks:
            left -= len(chunk)
            if left < 0:
                break
            file.write(chunk)
    if left < 0:
        drop_upload(owner)
        raise UploadTooLarge(file=name, most=LARGEST_MIB)


def kept_upload(owner: str) -> tuple[Path, str]:
    """Return the owner's file and its SHA-256.

    Raises:
        UploadGone: there is none, or it waited too long.
    """
    folder = _folder(owner)
    found = sorted(folder.iterdir()) if folder.is_dir() and not _is_old(folder) else []
    if not found:
        raise UploadGone()
    with found[0].open("rb") as file:
        digest = sha256(file.read())
    return found[0], digest.hexdigest()


def drop_upload(owner: str) -> None:
    """Remove the owner's file, if there is one."""
    shutil.rmtree(_folder(owner), ignore_errors=True)


def _root() -> Path:
    return Path(settings.PRONGSAI_HOME) / "uploads"


def _folder(owner: str) -> Path:
    """Return a folder that nobody guesses without the secret of the installation."""
    return _root() / salted_hmac("directory.upload", owner, algorithm="sha256").hexdigest()


def _plain(name: str) -> str:
    """Return a file's own name without anything that a file system would take for a place."""
    path = Path(repaired(name).replace("\\", "/"))
    stem = path.stem.lstrip(".")[:_LONGEST] or "table"
    return stem + path.suffix[:_LONGEST]


def _drop_old() -> None:
    for folder in _root().glob("*/"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > WAITS * _DAY
    except OSError:
        return True
