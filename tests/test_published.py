"""Results in a database of their own: how often it is asked, and names that look like formulas."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.simulation.services import simulate_nation

LIBRARY = EditionLibrary()
PEOPLE = 20
MOST_QUERIES = 8
FORMULAS = ['=HYPERLINK("http://x","y")', "@SUM(1)", "+1+1", "-2+3"]
PAGES = {
    "country": "/2566/",
    "country filtered": "/2566/?level=pass&search=a&sort=EIT",
    "agency": "/agencies/{code}/2566/",
    "what if": "/agencies/{code}/2566/what-if/?if-E7=100",
    "method": "/agencies/{code}/2566/method/",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Nobody has collected the static files for a test."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


@pytest.fixture
def publish(tmp_path):
    """Return a function that publishes an invented nation in place of any other.

    Out: the code of an agency that has a province
    """

    def made(agencies, names=()):
        folder = tmp_path / str(agencies)
        edition = LIBRARY.load("2566")
        size = {"agencies": agencies, "respondents": PEOPLE * agencies}
        simulate_nation(edition=edition, seed=1, out=folder, **size)
        rows = rename(folder / "agencies.csv", names)
        scored = score_files([folder], library=LIBRARY)
        keep_results(scored, input_files([folder]), by=OPERATOR, now=now(), replace=True)
        return next(row["agency"] for row in rows if row["province"] and row["ministry"])

    return made


def rename(path, names):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, name in zip(rows, names, strict=False):
        row["name_th"] = row["name_en"] = row["province"] = name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return rows


def queries_of(client, path):
    """Count the queries of a page that was shown before."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_the_database_is_asked_as_often_for_many_agencies_as_for_few(client, publish):
    counted = []
    for agencies in (30, 120):
        code = publish(agencies)
        counted.append(
            {name: queries_of(client, path.format(code=code)) for name, path in PAGES.items()}
        )
    few, many = counted

    assert many == few
    assert max(few.values()) <= MOST_QUERIES


@pytest.mark.parametrize("table", ["ranking", "heat"])
def test_a_name_that_looks_like_a_formula_is_text_in_every_file(client, publish, table):
    publish(10, FORMULAS)
    path = f"/2566/{table}"
    rows = list(csv.reader(io.StringIO(client.get(f"{path}.csv").content.decode("utf-8-sig"))))
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}.xlsx").content))
    cells = [cell for row in workbook.active.iter_rows() for cell in row]

    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "@", "+"))]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    if table == "ranking":
        assert {f"'{name}" for name in FORMULAS} <= {cell for row in rows for cell in row}


def test_a_name_that_looks_like_a_formula_is_shown_as_it_is(client, publish):
    publish(10, FORMULAS)
    page = client.get("/2566/").content.decode()
    assert "=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)" in page
