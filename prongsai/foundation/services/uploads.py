"""Files that people send, kept only as long as the steps take that read them.

They lie below the program's own folder, each in a folder that nobody can guess and that only its
sender reaches, and are removed after use or after a day.
"""

import re
import secrets
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from prongsai.foundation.rules import Doer, UploadGone, UploadTooLarge

#: An upload that its steps have not used by then is removed.
KEPT = timedelta(days=1)
LARGEST_MIB = 50
_NAME = re.compile(r"[A-Za-z0-9_-]{32}")
#: Letters of a name that are kept; a letter may take four bytes, and a file system has 255 for all.
_LONGEST = 50
_PRIVATE = 0o700


class Sent(Protocol):
    """A file as it arrives: Django's `UploadedFile`."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def keep_upload(file: Sent, *, by: Doer, now: datetime, purpose: str = "") -> str:
    """Keep a file for its sender; return the name under which it is found again.

    In: `purpose`: of one purpose a sender has one file, which takes the place of an earlier one

    Raises:
        UploadTooLarge: nothing is kept.
    """
    drop_old(now=now)
    name = upload_name(purpose, by=by) if purpose else secrets.token_urlsafe(24)
    drop_upload(name, by=by)
    folder = _folder(name, by)
    folder.mkdir(parents=True, mode=_PRIVATE)
    size = 0
    with (folder / _safe(file.name or "")).open("wb") as kept:
        for chunk in file.chunks():
            size += len(chunk)
            if size > LARGEST_MIB << 20:
                break
            kept.write(chunk)
    if size > LARGEST_MIB << 20:
        drop_upload(name, by=by)
        raise UploadTooLarge(file=_safe(file.name or ""), limit=LARGEST_MIB)
    return name


def upload_name(purpose: str, *, by: Doer) -> str:
    """Return the name of a sender's file of a purpose; nobody guesses it without our secret."""
    digest = salted_hmac("foundation.upload", f"{by.user} {purpose}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:24]).decode("ascii")


def upload_path(name: str, *, by: Doer) -> Path:
    """Return where a file lies, under the name that it came with.

    What a step wants to remember may lie beside it, in a file whose name begins with a dot.

    Raises:
        UploadGone: it was used, is too old, or is somebody else's.
    """
    files = sorted(_folder(name, by).glob("[!.]*")) if _NAME.fullmatch(name) else []
    if files:
        return files[0]
    raise UploadGone()


def drop_upload(name: str, *, by: Doer) -> None:
    """Remove a file and what lies beside it; one that is not there is no fault."""
    if _NAME.fullmatch(name):
        shutil.rmtree(_folder(name, by), ignore_errors=True)


def drop_old(*, now: datetime) -> int:
    """Remove the files that nobody came back for; return how many."""
    dropped = 0
    for folder in _root().glob("*/*"):
        with suppress(FileNotFoundError):  # another process was faster
            if now.timestamp() - folder.stat().st_mtime > KEPT.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)
                dropped += 1
    return dropped


def _root() -> Path:
    return Path(settings.PRONGSAI_HOME) / "uploads"


def _folder(name: str, by: Doer) -> Path:
    return _root() / ("operator" if by.user is None else str(by.user)) / name


def _safe(name: str) -> str:
    """Return the last part of a name without what nobody sees; its kind is kept."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in last if letter.isprintable()).strip().lstrip(".")
    stem, dot, kind = seen.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{kind[:10]}" if stem else seen[:_LONGEST] or "upload"
