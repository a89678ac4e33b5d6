"""Answers of a closed round as files for analysts: sealed, shuffled, without small groups."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np

import prongsai
from prongsai.assessments.models import Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.foundation.adapters.writing import write_csv
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.rules import FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text, same
from prongsai.surveys.queries.exported import EXPORTED
from prongsai.surveys.queries.quality import QUALITY_COLUMNS, quality_rows
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.queries.responses import Stored, require_closed, stored_responses
from prongsai.surveys.rules.releasing import (
    SMALLEST_NAMED,
    NoManifest,
    Released,
    released,
    require_analyst,
    require_form,
)

#: Writes the files; brings DuckDB or SPSS along.
_EXPORTS = "prongsai.surveys.adapters.exports"
_CHANGED = Text("%(file)s ถูกแก้ไขหลังส่งออก", "%(file)s was changed after it was written.")
_MISSING = Text("%(file)s หายไป", "%(file)s is missing.")
_ADDED = Text("%(file)s ไม่อยู่ใน manifest.json", "%(file)s is not in manifest.json.")


@dataclass(frozen=True)
class Exported:
    """The files that were written, and what the manifest says of them."""

    files: tuple[str, ...]
    facts: dict[str, Any]
    #: The hash of the manifest, as the audit trail has it.
    sha256: str


@dataclass(frozen=True)
class SealVerified:
    """What verifying found; `is_recorded`: the audit trail here knows this manifest."""

    files: int
    sha256: str
    is_recorded: bool
    faults: tuple[Text, ...]


def export_answers(round_: Round, folder: Path, *, form: str, by: Actor, now: datetime) -> Exported:
    """Write the answers of a closed round into a folder, with a codebook and a sealed manifest.

    Raises:
        NotAllowed: it is for the central administrator, evaluators and auditors.
        FormUnknown: files are "parquet", "csv" or "sav".
        StillCollecting: nobody sees answers before the round closes.
        FolderUnwritable: the folder cannot be written.
    """
    require_analyst(by)
    require_form(form)
    require_closed(round_)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        exported = _written(round_, folder, form, now)
    except OSError as error:
        raise FolderUnwritable(folder=folder, why=error.strerror) from error
    facts = {"form": form, "sha256": exported.sha256, "surveys": exported.facts["surveys"]}
    audit(EXPORTED, f"round:{round_}", by=by, now=now, **facts)
    return exported


def write_quality(round_: Round, path: Path, *, by: Actor) -> None:
    """Write the measures of every agency and survey as CSV.

    Raises:
        NotAllowed, StillCollecting: as `quality_rows`.
        FolderUnwritable: the file cannot be written.
    """
    rows = quality_rows(round_, reader=by)
    try:
        write_csv(path, QUALITY_COLUMNS, (list(row.values()) for row in rows))
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def zipped_answers(round_: Round, *, form: str, by: Actor, now: datetime) -> IO[bytes]:
    """Return the same files as one archive, open at its beginning; it is gone when it is closed.

    Raises:
        as `export_answers`.
    """
    with TemporaryDirectory() as folder:
        exported = export_answers(round_, Path(folder), form=form, by=by, now=now)
        archive = TemporaryFile()  # noqa: SIM115 # whoever sends it closes it
        packed = ZIP_STORED if form == "parquet" else ZIP_DEFLATED
        with ZipFile(archive, "w", packed, compresslevel=1) as pack:
            for name in exported.files:
                pack.write(Path(folder) / name, name)
    archive.seek(0)
    return archive


def verify_export(folder: Path) -> SealVerified:
    """Compute the hashes of an export again; tell what was changed, removed or added.

    Raises:
        NoManifest: the folder is no export.
    """
    adapter = import_module(_EXPORTS)
    told = adapter.read_manifest(folder)
    if told is None:
        raise NoManifest(folder=folder)
    files, sha256 = told
    recorded = AuditEntry.objects.filter(action=EXPORTED, facts__sha256=sha256).exists()
    return SealVerified(
        len(files), sha256, recorded, tuple(_faults(files, adapter.hashes_in(folder)))
    )


def _faults(sealed: dict[str, str], found: dict[str, str]) -> Iterator[Text]:
    for name, digest in sealed.items():
        if name not in found:
            yield _MISSING.filled(file=name)
        elif found[name] != digest:
            yield _CHANGED.filled(file=name)
    for name in found.keys() - sealed.keys():
        yield _ADDED.filled(file=name)


def _written(round_: Round, folder: Path, form: str, now: datetime) -> Exported:
    adapter = import_module(_EXPORTS)
    edition = frozen_edition(round_.edition_id)
    by_survey: dict[int, list[Stored]] = {}
    for one in stored_responses(round_):
        by_survey.setdefault(one.instrument, []).append(one)
    files, tables, surveys = [], [], {}
    for place in sorted(by_survey):
        leaves = leaves_of(edition, place)
        rows = _released(by_survey.pop(place), edition, leaves)
        code = edition.structure.instruments[place].code
        columns = tuple(adapter.Column(*_column(edition, leaf)) for leaf in leaves)
        table = adapter.AnswerTable(code, rows.units, rows.unit, rows.sheets, columns)
        files.append(adapter.write_answers(folder, table, form))
        surveys[code] = _facts(rows, [column.name for column in columns])
        # The codebook needs the columns, not the rows of a nation.
        tables.append(adapter.AnswerTable(code, (), rows.unit[:0], rows.sheets[:0], columns))
    files += adapter.write_codebook(folder, tables)
    facts = {
        "edition": edition.id,
        "edition_sha256": edition.sha256,
        "form": form,
        "program": f"prongsai {prongsai.__version__}",
        "written_at": now.isoformat(),
        "smallest_group": edition.rules.statistics.smallest_group,
        "smallest_named": SMALLEST_NAMED,
        "surveys": {
            code: {key: value for key, value in told.items() if key != "withheld"}
            for code, told in surveys.items()
        },
    }
    withheld = {code: told["withheld"] for code, told in surveys.items()}
    sha256 = adapter.write_manifest(folder, {**facts, "withheld": withheld}, files)
    return Exported((*(path.name for path in files), "manifest.json"), facts, sha256)


def _released(stored: list[Stored], edition: Edition, leaves: list[int]) -> Released:
    sizes = [len(one.haste) for one in stored]
    sheets = b"".join(one.answers for one in stored)
    return released(
        [(one.agency, one.group) for one in stored],
        np.repeat(np.arange(len(stored)), sizes),
        np.frombuffer(sheets, np.uint8).reshape(-1, len(leaves)),
        edition=edition,
        leaves=leaves,
        random=np.random.default_rng(secrets.randbits(128)),
    )


def _column(edition: Edition, leaf: int) -> tuple[str, Text, tuple[Any, ...]]:
    """Return the name of a part, what it asks (its item's words before its own), its answers."""
    node = edition.nodes[leaf]
    above = edition.nodes[edition.above(leaf, Kind.ITEM)]
    words = node.text if above is node else above.text + same(" ") + node.text
    return node.code, words, node.options


def _facts(rows: Released, columns: list[str]) -> dict[str, Any]:
    return {
        "rows": len(rows.unit),
        "agencies_named": sum(code != "" for code, _ in rows.units),
        "agencies_together": rows.together,
        "agencies_left_out": rows.left_out,
        "responses_left_out": rows.left_out_responses,
        "withheld": [
            {"agency": rows.units[unit][0], "group": rows.units[unit][1], "part": columns[part]}
            for unit, part in rows.withheld
        ],
    }
