"""What the repository promises about itself: locks, hosts, paths, errors."""

import importlib
import os
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as configured

import prongsai
from prongsai.config import database
from prongsai.config import settings as written
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
A_PIN = re.compile(r"(?P<name>[a-z0-9._-]+)(\[[a-z0-9,-]+\])?==(?P<version>\S+)( ; .+)? \\")
A_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
# In two pieces each, so that this file does not hold what it looks for
HOSTS = ["py" + "pi.org", "python" + "hosted", "npm" + "js.org", "deb." + "debian.org"]
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(work|farm|root|Users)/|(?<![\w.~-])/home/\w")

each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)


def texts_of_the_repository():
    """Yield path and text of every file that git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listing.stdout.split("\0")):
        try:
            yield name, (ROOT / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):  # a picture; a file just removed
            continue


def user_errors():
    for module in pkgutil.walk_packages(prongsai.__path__, "prongsai."):
        if not {"tests", "migrations"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    found, waiting = set(), [UserError]
    while waiting:
        for error in waiting.pop().__subclasses__():
            waiting.append(error)
            found.add(error)
    return [e for e in found if "tests" not in e.__module__.split(".")]


def test_a_test_run_touches_no_installation():
    for home in (configured.PRONGSAI_HOME, written.PRONGSAI_HOME, os.environ["PRONGSAI_HOME"]):
        assert not Path(home).is_relative_to(database.default_home())


def test_every_set_of_packages_has_its_lock():
    assert {p.stem for p in LOCKS} == {"build", "base", "dev", "replay", "spark", "benchmarks"}


@each_lock
def test_a_lock_names_no_address(lock):
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--?(i|f|index|extra|find|trusted)\b", text, re.MULTILINE)


@each_lock
def test_a_lock_pins_every_package_with_a_hash(lock):
    lines = [n for n in lock.read_text().splitlines() if not n.lstrip().startswith("#")]
    assert lines
    for line, next_line in zip(lines, [*lines[1:], ""], strict=True):
        assert A_PIN.fullmatch(line) or A_HASH.fullmatch(line), line
        if A_PIN.fullmatch(line):
            assert A_HASH.fullmatch(next_line), f"no hash: {line}"


def test_the_locks_agree_with_each_other():
    versions = {}
    for lock in LOCKS:
        if lock.stem == "replay":  # in an environment of its own
            continue
        found = {}
        for pin in filter(None, map(A_PIN.fullmatch, lock.read_text().splitlines())):
            found.setdefault(pin["name"], set()).add(pin["version"])
        for name, of_this_lock in found.items():
            versions.setdefault(name, set()).add(frozenset(of_this_lock))
    assert not {name: found for name, found in versions.items() if len(found) > 1}


def test_no_registry_is_named_and_no_machine():
    found = [
        f"{name}: {number}"
        for name, text in texts_of_the_repository()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line) or any(host in line for host in HOSTS)
    ]
    assert not found


def test_a_users_error_says_in_both_languages_what_happened_and_what_to_do():
    errors = user_errors()
    assert errors
    for error in errors:
        for said in (error.message, error.remedy):
            assert isinstance(said, Text), error
            assert said.th.strip(), error
            assert said.en.strip(), error
            assert re.search("[ก-๙]", said.th), error
            assert parameters(said.th) == parameters(said.en), error


def parameters(wording):
    return set(re.findall(r"%\((\w+)\)s", wording))


def test_a_users_error_has_a_code_of_its_own():
    codes = [error.code for error in user_errors()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]+-\d{3}", code) for code in codes)
