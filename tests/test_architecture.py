"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "prongsai"
MODULES = [p for p in ROOT.rglob("*.py") if not {"migrations", "tests"} & set(p.parts)]
MAX_LINES = 300
A_YEAR = re.compile(r"(?<!\d)(20[1-9]\d|25[5-9]\d)(?!\d)")
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "misc"}
#: What a room may consist of; `methodology` and `config` have an anatomy of their own.
PARTS = {
    *("__init__", "apps", "locale", "migrations", "templates", "static", "templatetags", "tests"),
    *("urls", "views", "api", "management", "admin", "middleware"),
    *("forms", "services", "queries", "adapters", "models", "rules", "charts"),
}
NOT_ROOMS = {"methodology", "config", "locale", "frameworks"}
#: Folders of rooms; they hold nothing else.
OF_ROOMS = {"portal"}


def modules_where(wrong):
    """Return the modules, from the root on, in which something is wrong."""
    assert len(MODULES) > 500
    return [path.relative_to(ROOT).as_posix() for path in MODULES if wrong(path)]


def years_in(source):
    """Return the years that stand in code, as numbers or in strings; prose may name one."""
    tree = ast.parse(source)
    prose = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant)
        and id(n) not in prose
        and isinstance(n.value, int | str)
        and A_YEAR.search(str(n.value))
    ]


def hidden_imports_in(source):
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return [
        inner.lineno
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, functions)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def test_a_module_fits_in_one_sitting():
    assert not modules_where(lambda path: len(path.read_text().splitlines()) > MAX_LINES)


def test_imports_stand_at_the_top():
    hidden = modules_where(lambda path: hidden_imports_in(path.read_text()))
    assert not hidden, "an import inside a function hides a cycle between rooms"


def test_no_fiscal_year_in_code():
    found = modules_where(lambda path: years_in(path.read_text()))
    assert not found, "the year is data of an edition"


def test_no_module_is_a_drawer_for_everything():
    assert not modules_where(lambda path: CATCH_ALLS & {path.stem, *path.relative_to(ROOT).parts})


def test_rooms_import_only_what_lies_below_them():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_room_consists_of_the_listed_parts():
    apart = NOT_ROOMS | OF_ROOMS
    rooms = [p.parent for p in ROOT.glob("*/__init__.py") if p.parent.name not in apart]
    rooms += [room for folder in OF_ROOMS for room in rooms_in(ROOT / folder)]
    found = {p.relative_to(ROOT) for room in rooms for p in room.iterdir()}
    assert rooms
    assert not [p for p in found if p.stem not in PARTS | {"__pycache__"}]


def rooms_in(folder):
    held = [p for p in folder.iterdir() if p.name not in {"__init__.py", "__pycache__"}]
    assert all((p / "apps.py").is_file() for p in held), f"{folder.name} holds rooms alone"
    return held


@pytest.mark.parametrize("code", ["start = 2566", "folder = 'th-ita/2566'", "f(date(2023, 1, 1))"])
def test_a_year_in_code_is_found(code):
    assert years_in(code)


@pytest.mark.parametrize("code", ["'''Since 2566.'''", "port = 25660", "hash = 'a120234f'"])
def test_what_is_no_year_in_code_is_left_alone(code):
    assert not years_in(code)


def test_a_hidden_import_is_found():
    assert hidden_imports_in("def f():\n    import os\n") == [2]
