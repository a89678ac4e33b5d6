"""Scores of a whole nation beside pandas and a bare scan; and of one agency from a cold start.

python benchmarks/scoring.py [--agencies 8325 --respondents 2000000] [--runs 5] [--spark] [--json]
"""

import argparse
import compileall
import json
import platform
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import Run, medians, prongsai, run, script

PACKAGE = Path(__file__).resolve().parents[1] / "prongsai"
#: Tables that both write, and what tells their rows apart.
KEYS = {
    "scores": ("agency", "year_be"),
    "parts": ("agency", "year_be", "part"),
    "weak": ("agency", "year_be", "item", "part"),
}
#: What is rounded from floats: halves may fall to either side.
NEAR = {"gain": 0.00011}


def main() -> None:
    arguments = _arguments()
    # As an installation leaves it; pandas comes compiled.
    compileall.compile_dir(PACKAGE, quiet=1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tell(f"making up {arguments.agencies} agencies, {arguments.respondents} respondents")
        wide, long, one = _data(arguments, folder)
        out = folder / "out"
        ours = ("--out", out, "--format", "parquet", "--quiet")
        commands = {
            "ours_wide": prongsai("score", wide, *ours),
            "pandas_wide": script("with_pandas.py", wide, folder / "pandas_wide"),
            "scan_wide": script("scan.py", wide),
            "ours_long": prongsai("score", long, *ours),
            "pandas_long": script("with_pandas.py", long, folder / "pandas_long", "long"),
            "scan_long": script("scan.py", long),
            "one_agency_parquet": prongsai("score", one, "--json"),
            "one_agency_csv": prongsai("score", one / "csv", "--json"),
        }
        found = medians(commands, arguments.runs, tell)
        figures = _figures(found)
        figures["different_cells"] = _compared(out, folder / "pandas_wide")
        if arguments.spark:
            figures["spark_identical"] = _spark(wide, folder)
        if arguments.json:
            print(json.dumps(figures, indent=1))
        else:
            _show(arguments, found, figures)


def tell(words: str) -> None:
    """Say on the error stream how far it is."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=8325)
    parser.add_argument("--respondents", type=int, default=2_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--spark", action="store_true", help="also count with Spark and compare")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _data(arguments: argparse.Namespace, folder: Path) -> tuple[Path, Path, Path]:
    """Make a nation in wide and in long form, and one agency of 400 respondents."""
    wide, long, one = folder / "wide", folder / "long", folder / "one"
    sizes = ("--agencies", str(arguments.agencies), "--respondents", str(arguments.respondents))
    run(prongsai("simulate", *sizes, "--seed", "1", "--out", wide, "--long"))
    (wide / "long").rename(long)
    for name in ("round.yaml", "agencies.csv", "oit.parquet", "previous.parquet"):
        shutil.copy(wide / name, long / name)
    run(
        prongsai("simulate", "--agencies", "1", "--respondents", "400", "--seed", "1", "--out", one)
    )
    (one / "csv").mkdir()
    for path in (one / "round.yaml", one / "agencies.csv"):
        shutil.copy(path, one / "csv")
    run(script("as_csv.py", one, one / "csv"))
    return wide, long, one


def _figures(found: dict[str, Run]) -> dict[str, object]:
    def ratio(one: str, other: str) -> float:
        return round(found[one].wall / found[other].wall, 2)

    return {
        "pandas_over_ours": ratio("pandas_wide", "ours_wide"),
        "pandas_over_ours_long": ratio("pandas_long", "ours_long"),
        "ours_over_scan": ratio("ours_wide", "scan_wide"),
        "ours_over_scan_long": ratio("ours_long", "scan_long"),
        "wall_s": round(found["ours_wide"].wall, 3),
        "cpu_s": round(found["ours_wide"].cpu, 3),
        "peak_mib": round(found["ours_wide"].peak_mib, 1),
        "peak_mib_long": round(found["ours_long"].peak_mib, 1),
        "one_agency_s": round(found["one_agency_csv"].wall, 3),
        "one_agency_parquet_s": round(found["one_agency_parquet"].wall, 3),
        "runs": {
            name: {
                "wall_s": round(r.wall, 3),
                "cpu_s": round(r.cpu, 3),
                "peak_mib": round(r.peak_mib, 1),
            }
            for name, r in found.items()
        },
    }


def _compared(ours: Path, theirs: Path) -> dict[str, int]:
    """Return how many cells of each table differ; of numbers up to `NEAR` in their last digit."""
    return {
        table: _different(f"{ours}/{table}.parquet", f"{theirs}/{table}.parquet", keys)
        for table, keys in KEYS.items()
    }


def _different(mine: str, peers: str, keys: tuple[str, ...]) -> int:
    described = duckdb.sql(f"DESCRIBE FROM '{mine}'").fetchall()
    cells = [name for name, *_ in described if name not in keys]
    sums = " + ".join(f"countif({_is_different(name)})" for name in cells)
    joined = f"'{mine}' a FULL JOIN '{peers}' b USING ({', '.join(keys)})"
    ((different,),) = duckdb.sql(f"SELECT {sums} FROM {joined}").fetchall()
    return int(different)


def _is_different(name: str) -> str:
    mine, theirs = f'a."{name}"', f'b."{name}"'
    if near := NEAR.get(name):
        return f"coalesce(abs({mine} - {theirs}) > {near}, ({mine} IS NULL) != ({theirs} IS NULL))"
    return f"{mine} IS DISTINCT FROM {theirs}"


def _spark(wide: Path, folder: Path) -> bool:
    """Count with every engine for large files; say whether every integer is the same."""
    files = [wide / "iit.parquet", wide / "eit.parquet"]
    edition = ("--edition", _edition(wide))
    tallies = []
    for engine in ("arrow", "duckdb", "spark"):
        out = folder / f"{engine}.csv"
        tell(f"counting with {engine}")
        run(prongsai("tally", *files, *edition, "--engine", engine, "--out", out))
        tallies.append(sorted(out.read_text(encoding="utf-8-sig").splitlines()))
    return tallies[0] == tallies[1] == tallies[2]


def _edition(folder: Path) -> str:
    lines = (folder / "round.yaml").read_text(encoding="utf-8").splitlines()
    return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("edition:"))


def _show(arguments: argparse.Namespace, found: dict[str, Run], figures: dict[str, object]) -> None:
    print(
        f"\n{arguments.agencies:,} agencies, {arguments.respondents:,} respondents, medians of "
        f"{arguments.runs} cold processes; Python {platform.python_version()}, {platform.machine()}"
    )
    print(f"{'':22}{'wall s':>8}{'cpu s':>8}{'peak MiB':>10}")
    for name, result in found.items():
        print(f"{name:22}{result.wall:8.2f}{result.cpu:8.2f}{result.peak_mib:10.0f}")
    for name, value in figures.items():
        if name != "runs":
            print(f"{name:22}{value!s:>8}")


if __name__ == "__main__":
    main()
