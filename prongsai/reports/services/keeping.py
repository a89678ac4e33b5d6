"""Reports that the web site hands out: made once, kept on disk, one made at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import prongsai
from prongsai.foundation.rules import FolderUnwritable
from prongsai.reports.rules.style import Style, day_of
from prongsai.reports.services.making import known_until
from prongsai.reports.services.rendering import (
    file_name,
    render_report,
    require_format,
)
from prongsai.results.queries.histories import AgencyHistory

#: So many files are kept; the oldest go first.
_KEPT = 2_000


@dataclass(frozen=True)
class KeptReport:
    """A report as the web hands it out; `tag` changes when the report does."""

    name: str
    tag: str
    content: bytes


def kept_report(
    history: AgencyHistory, year_be: int, form: str, *, style: Style, home: Path
) -> KeptReport:
    """Return a report of kept score runs, made now or earlier.

    Runs never change, so a report that was made from them is good for ever. Only one is made at a
    time on a machine: many readers at once wait rather than fill its memory.

    Raises:
        FormatUnknown, YearNotThere, FontsMissing: as `render_report`.
        FolderUnwritable: it cannot be kept.
    """
    require_format(form)
    until = known_until(history, year_be)
    tag = _tag(until, form, style)
    path = home / "cache" / "reports" / f"{tag}.{form}"
    try:
        content = _read(path) or _made(path, until, form, style)
    except OSError as error:
        raise FolderUnwritable(folder=path.parent, why=error.strerror) from error
    return KeptReport(file_name(until, year_be, form, style), tag, content)


def _tag(history: AgencyHistory, form: str, style: Style) -> str:
    """Return what tells a report from all others: all that it follows from."""
    runs = [(y.year_be, y.provenance.run, y.provenance.edition_sha256) for y in history.years]
    told = (prongsai.__version__, history.agency, runs, form, style)
    return sha256(repr(told).encode()).hexdigest()[:32]


def _read(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _made(path: Path, history: AgencyHistory, form: str, style: Style) -> bytes:
    """Make a report, unless somebody else did so while this one waited."""
    with turn_in(path.parent):
        if (content := _read(path)) is not None:
            return content
        made_at = history.latest.provenance.made_at
        if made_at is None:
            raise ValueError("a report is kept only of runs that are")
        content = render_report(
            history, history.latest.year_be, form, style=style, on=day_of(made_at)
        )
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        _forget_oldest(path.parent)
        return content


@contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """Wait until no other process or thread of this machine makes what belongs into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.*"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_KEPT]:
        if path.name != ".lock":
            path.unlink(missing_ok=True)
