"""Files of any kind that is known into what they say."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path

from prongsai.foundation.queries import DEFAULT_FRAMEWORK, EditionLibrary
from prongsai.foundation.rules import FileMissing
from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import found
from prongsai.methodology.known import counted_only
from prongsai.methodology.statements import Place
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text
from prongsai.results.adapters.published import (
    has_agencies,
    has_indicators,
    has_statements,
    has_totals,
    read_agencies,
    read_indicators,
    read_statements,
)
from prongsai.results.adapters.yaml_report import described_round, read_report
from prongsai.results.rules import ColumnsUnknown, YearUnknown
from prongsai.results.services.gathered import Gathered
from prongsai.surveys.rules import Mapping
from prongsai.surveys.services import Tallied, columns_of, mapping_of, tally_file

#: What is being done, how far it is, and of how many.
Progress = Callable[[Text, int, int], None]

_KINDS = {".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet"}
_READING = Text("อ่าน %(file)s", "Reading %(file)s")
#: So many files are read at once, the largest first, when all together have more bytes than
#: `_LITTLE`; a file of answers with more than `_MUCH` is counted alone.
_AT_ONCE, _LITTLE, _MUCH = 3, 1 << 20, 16 << 20
_PARQUET = "prongsai.results.adapters.parquet"


def gather(
    paths: list[Path],
    *,
    library: EditionLibrary,
    edition: str | None,
    told: dict[str, str],
    engine: str,
    progress: Progress,
) -> Gathered:
    """Read files and folders of any kind that is known.

    Raises:
        UserError: a file cannot be read or understood; says which and what to do.
    """
    # Files that are named one by one belong together, as those of a folder do.
    single = [path for path in paths if not path.is_dir()]
    folders = [files_of(path) for path in paths if path.is_dir()]
    folders += [[file for path in single for file in files_of(path)]] if single else []
    gathered, number, count = Gathered(library), 0, sum(map(len, folders))
    for files in folders:
        rounds = [name for file in files if (name := described_round(file))]
        gathered.take_as_default(edition or (rounds[0] if rounds else None))
        with ThreadPoolExecutor(_AT_ONCE) as beside:
            sizes = [file.stat().st_size for file in files]
            several = beside if sum(sizes) > _LITTLE else None
            begun = sorted(range(len(files)), key=lambda n: -sizes[n] if several else n)
            saying = {n: _saying(gathered, files[n], told, engine, several) for n in begun}
            for place, file in enumerate(files):
                progress(_READING.filled(file=file.name), number, count)
                gathered.take(saying[place]())
                number += 1
    progress(_READING.filled(file=""), count, count)
    gathered.take_tables()
    for tallied in gathered.tallied:
        _note_rejects(gathered, tallied)
    return gathered


def files_of(path: Path) -> list[Path]:
    """Return a file itself, or the files of a folder that are of a kind we read."""
    if not path.exists():
        raise FileMissing(file=path)
    if not path.is_dir():
        return [path]
    return [file for file in sorted(path.iterdir()) if file.suffix.lower() in _KINDS]


def _saying(
    gathered: Gathered,
    file: Path,
    told: dict[str, str],
    engine: str,
    beside: ThreadPoolExecutor | None,
) -> Callable[[], Gathered]:
    """Look at a file; return what gives all that it says.

    Where there are threads, it is read from now on, beside others: Arrow reads without Python.
    A large file of answers is counted when it is asked for, where that can be broken off.
    """
    blank = Gathered(gathered.library, gathered.default, gathered.named)
    if file.suffix.lower() in {".yaml", ".yml"}:
        return partial(_read_yaml, blank, file)
    columns = columns_of(file)
    published = has_statements(columns) or has_indicators(columns)
    mapping = None if published else _mapping(gathered, file.name, columns, told)
    if mapping is None:
        read = partial(_read, blank, file, columns)
    else:
        read = partial(_count, blank, file, columns, mapping, told, engine)
    is_long = mapping is not None and file.stat().st_size > _MUCH
    return read if beside is None or is_long else beside.submit(read).result


def _read_yaml(gathered: Gathered, file: Path) -> Gathered:
    if described_round(file) is None:
        report = read_report(file)
        gathered.directory[report.agency.code] = report.agency
        gathered.statements += report.statements
        gathered.findings += report.findings
        gathered.ranks |= {
            year: {report.agency.code: ranks} for year, ranks in report.ranks.items()
        }
    return gathered


def _read(gathered: Gathered, file: Path, columns: list[str]) -> Gathered:
    is_parquet = file.suffix.lower() == ".parquet"
    if has_statements(columns):
        gathered.statements += read_statements(file, gathered.findings.append)
    elif has_indicators(columns) and is_parquet and not has_totals(columns):
        gathered.tables += [(0, table) for table in import_module(_PARQUET).read_indicators(file)]
    elif has_indicators(columns):
        gathered.statements += read_indicators(file, gathered.findings.append)
    elif not has_agencies(columns):
        raise ColumnsUnknown(file=file.name, columns=", ".join(columns))
    if has_agencies(columns):
        gathered.directory |= read_agencies(file)
    return gathered


def _mapping(
    gathered: Gathered, file: str, columns: list[str], told: dict[str, str]
) -> Mapping | None:
    for edition in [gathered.default] if gathered.default else _newest_first(gathered.library):
        mapping = mapping_of(file, columns, edition, told)
        if mapping is not None:
            return mapping
    return None


def _newest_first(library: EditionLibrary) -> list[Edition]:
    """The editions that a file without a year may be of: enough to see that it holds answers."""
    names = [name for name in library.folders if name.startswith(f"{DEFAULT_FRAMEWORK}/")]
    return [library.load(name) for name in reversed(names)]


def _count(
    gathered: Gathered,
    file: Path,
    columns: list[str],
    mapping: Mapping,
    told: dict[str, str],
    engine: str,
) -> Gathered:
    if gathered.default is None and "year_be" not in mapping.roles:
        raise YearUnknown(file=file.name, editions=", ".join(gathered.library.folders))
    results, without = tally_file(
        file,
        mapping,
        lambda edition: mapping_of(file.name, columns, edition, told),
        gathered.edition_of,
        default=gathered.default,
        engine=engine,
    )
    gathered.tallied += results
    gathered.findings += [
        found(findings.NO_EDITION, place=Place(file.name, 1), year=year) for year in without
    ]
    for tallied in results:
        edition = gathered.edition_of(tallied.year_be)
        if edition is not None:
            gathered.known.setdefault(tallied.year_be, []).append(
                counted_only(edition, tallied.tally)
            )
    return gathered


def _note_rejects(gathered: Gathered, tallied: Tallied) -> None:
    if tallied.rejects:
        first = tallied.rejects[0]
        gathered.findings.append(
            found(
                findings.ROWS_REJECTED,
                year_be=tallied.year_be,
                file=tallied.file,
                count=len(tallied.rejects),
                row=first.row,
                reason=first.reason,
                value=repaired(first.value[:60]),
            )
        )
