"""The command as people use it, without the cost of a new process."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from prongsai.config.main import main
from prongsai.methodology.edition.library import SHIPPED


@dataclass(frozen=True)
class Answer:
    """What a call of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def rules(self):
        return [finding["rule"] for finding in self.json["findings"]]


def call(*words: object) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    """Let what a command writes beside its caller be gone afterwards."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def prongsai() -> Callable[..., Answer]:
    return call


@pytest.fixture(scope="session")
def dip() -> Path:
    """The facts that a department printed."""
    return SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
