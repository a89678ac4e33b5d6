"""`prongsai answers`: signs in the answers of a closed round, and files for analysts."""

import csv

import numpy as np
import pytest

from prongsai.assessments.models import Round
from prongsai.directory.models import Agency
from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.tests.closed import close, moody, part_of, store

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path / "home"


@pytest.fixture
def collecting(prongsai):
    """A round with an agency in which one sheet came in twenty times."""
    Agency.objects.create(code="dip", name_en="Promotion", searched="dip")
    for words in (("plan", "2566"), ("enter", "2566", "dip"), ("open", "2566")):
        assert prongsai("rounds", *words).code == 0
    round_ = Round.objects.get()
    sheets = moody(EditionLibrary().load("2566"), 0, 60, np.random.default_rng(1))
    sheets[:20] = sheets[0]
    store(part_of(round_, "dip"), 0, sheets)
    return round_


def test_signs_are_shown_listed_and_written(prongsai, collecting, tmp_path):
    close(collecting)
    assert (
        "A large batch of equal sheets"
        in prongsai("answers", "quality", "2566", "--lang", "en").out
    )
    assert "ไม่ใช่ข้อพิสูจน์" in prongsai("answers", "quality", "2566").out
    one = prongsai("answers", "quality", "2566", "dip", "--lang", "en").out
    assert "[look at it] A large batch of equal sheets: 20 of 60 people (33.3%)" in one
    path = tmp_path / "quality.csv"
    [row] = prongsai("answers", "quality", "2566", "--json", "--out", str(path)).json["quality"]
    assert (row["agency"], row["responses"], row["largest_batch"]) == ("dip", 60, 20)
    with path.open(encoding="utf-8-sig", newline="") as file:
        [written] = csv.DictReader(file)
    assert written == {name: "" if cell is None else str(cell) for name, cell in row.items()}
    assert prongsai("answers", "quality", "2566", "other", "--json").json["quality"] == []


@pytest.mark.parametrize("form", ["parquet", "csv", "sav"])
def test_answers_are_written_and_their_seal_is_verified(prongsai, collecting, tmp_path, form):
    close(collecting)
    folder = tmp_path / "out"
    words = ("answers", "export", "2566", "--out", str(folder), "--form", form)
    told = prongsai(*words, "--json").json
    assert told["surveys"]["IIT"]["rows"] == 60
    assert {path.name for path in folder.iterdir()} == {*told["files"]}
    assert "60" in prongsai(*words, "--lang", "en").out

    verified = prongsai("answers", "export", "--verify", str(folder), "--json")
    assert (verified.code, verified.json["faults"], verified.json["recorded"]) == (0, [], True)
    with (folder / f"iit.{form}").open("ab") as file:
        file.write(b" ")
    changed = prongsai("answers", "export", "--verify", str(folder), "--lang", "en")
    assert changed.code == 1
    assert f"iit.{form} was changed" in changed.out


def test_nothing_is_told_while_the_round_collects(prongsai, collecting, tmp_path):
    for words in (("quality", "2566"), ("export", "2566", "--out", str(tmp_path / "out"))):
        answer = prongsai("answers", *words)
        assert (answer.code, "SURVEYS-010" in answer.err) == (2, True)


def test_a_call_that_names_no_round_is_told_how(prongsai, tmp_path):
    assert "SURVEYS-043" in prongsai("answers", "export", "--out", str(tmp_path)).err
    assert "SURVEYS-042" in prongsai("answers", "export", "--verify", str(tmp_path)).err
