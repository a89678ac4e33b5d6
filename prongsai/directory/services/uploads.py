"""Importing on a page: a file is kept, checked and shown, and imported when that is confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any

from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.imports import Imported, Kind
from prongsai.directory.services.importing.agencies import import_agencies
from prongsai.directory.services.importing.people import import_people
from prongsai.directory.services.importing.units import import_units
from prongsai.directory.services.units import require_keeper
from prongsai.foundation.rules import UploadGone, UserError
from prongsai.foundation.services.uploads import (
    Sent,
    drop_old,
    drop_upload,
    keep_upload,
    upload_name,
    upload_path,
)
from prongsai.methodology.wording import Text

_IMPORT = Text("นำเข้าข้อมูลนี้", "import this")


@dataclass(frozen=True)
class Checked:
    """A file that waits: its name, its SHA-256, and what importing it would do."""

    name: str
    sha256: str
    found: Imported


def require_importer(kind: Kind, *, agency: str = "", by: Actor) -> None:
    """Refuse who may not import such a table.

    Raises:
        NotAllowed, AgencyMissing.
    """
    if kind is Kind.UNITS:
        require_keeper(agency, by=by)
    else:
        require_role(by, _IMPORT, Role.CENTRAL)


def receive_upload(
    kind: Kind,
    file: Sent,
    *,
    agency: str = "",
    by: Actor,
    now: datetime,
) -> Checked:
    """Keep a file until it is imported, and say what that would do; one that is faulty is not kept.

    Raises:
        NotAllowed, AgencyMissing, UploadTooLarge.
        UserError: the file cannot be read.
    """
    require_importer(kind, agency=agency, by=by)
    name = keep_upload(file, by=by, now=now, purpose=_purpose(kind, agency))
    is_read = False
    try:
        checked = check_upload(kind, agency=agency, by=by, now=now)
        is_read = True
    finally:
        if not is_read:
            drop_upload(name, by=by)
    return checked


def check_upload(kind: Kind, *, agency: str = "", by: Actor, now: datetime) -> Checked:
    """Say what importing the file that waits would do.

    Raises:
        NotAllowed, AgencyMissing.
        UploadGone: none waits.
    """
    require_importer(kind, agency=agency, by=by)
    path, digest = _waiting(kind, agency, by, now)
    found = _taken(kind, path, agency=agency, dry_run=True, by=by, now=now)
    return Checked(path.name, digest, found)


def import_upload(
    kind: Kind, sha256: str, *, agency: str = "", by: Actor, now: datetime
) -> Imported:
    """Import the file that waits, if it is the one that was shown.

    Raises:
        NotAllowed, AgencyMissing.
        UploadGone: another file took its place, or none waits.
    """
    require_importer(kind, agency=agency, by=by)
    path, digest = _waiting(kind, agency, by, now)
    if digest != sha256:
        raise UploadGone()
    found = _taken(kind, path, agency=agency, by=by, now=now)
    drop_upload(upload_name(_purpose(kind, agency), by=by), by=by)
    return found


def _waiting(kind: Kind, agency: str, by: Actor, now: datetime) -> tuple[Path, str]:
    """Return the file that waits and its SHA-256."""
    drop_old(now=now)
    path = upload_path(upload_name(_purpose(kind, agency), by=by), by=by)
    with path.open("rb") as file:
        return path, file_digest(file, "sha256").hexdigest()


def _purpose(kind: Kind, agency: str) -> str:
    return f"directory {kind.value} {agency}"


def _taken(kind: Kind, path: Path, *, agency: str, **how: Any) -> Imported:
    """Import a file; what is wrong with it names it as its owner does, and not where it waits."""
    importers: dict[Kind, Callable[..., Imported]] = {
        Kind.AGENCIES: import_agencies,
        Kind.UNITS: partial(import_units, agency=agency),
        Kind.PEOPLE: import_people,
    }
    try:
        return importers[kind](path, **how)
    except UserError as error:
        if "file" in error.params:
            error.params["file"] = path.name
        raise
