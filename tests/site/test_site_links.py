"""Every link leads somewhere, and every file that is offered can be opened and says the same."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import openpyxl
import pytest

#: So many addresses that differ only in the agency, the year or the question are followed.
ALIKE = 2
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "css": 'text/css; charset="utf-8"',
    "woff2": "font/woff2",
    "js": 'text/javascript; charset="utf-8"',
    "json": "application/json",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml; charset=utf-8",
}


class Links(HTMLParser):
    """Collects what a page links to and loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, _tag, attrs):
        # What takes a form that is posted is not there to be opened.
        names = {"href", "src"} if ("method", "post") in attrs else {"href", "src", "action"}
        self.found += [value for name, value in attrs if name in names]


def alike(path):
    """Return what an address has in common with others of its kind."""
    return re.sub(r"/\d{4}(?=/)|(?<=agencies/)[^/]+|=[^&]*", "*", path)


def within(site, page, link):
    """Return the path of a link of a page, None when it leads elsewhere."""
    address = urlsplit(urljoin(site.address + page, link))
    here = address.netloc == f"127.0.0.1:{site.port}"
    return address._replace(scheme="", netloc="", fragment="").geturl() if here else None


def crawl(site, start):
    """Yield path and answer of every page that can be reached, of each kind a few."""
    waiting, seen, kinds = [start], {start}, Counter()
    while waiting:
        path = waiting.pop(0)
        answer = site.get(path)
        yield path, answer
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in filter(None, (within(site, path, one) for one in Links(answer.text).found)):
            kind = alike(link)
            if link not in seen and kinds[kind] < ALIKE:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)


def rows_of(answer, form):
    if form == "csv":
        return [tuple(row) for row in csv.reader(io.StringIO(answer.body.decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body), read_only=True).active
    return [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.values]


def downloads(site, path):
    """Return the tables that a page offers: path without its ending."""
    paths = [within(site, path, link) for link in Links(site.get(path).text).found]
    return sorted({one.rsplit(".", 1)[0] for one in paths if one and one.endswith(".csv")})


def as_numbers(row):
    """Return a row in which 90.5 and 90.50 are the same."""
    return tuple(float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell for cell in row)


def test_every_link_leads_somewhere(site):
    found = dict(crawl(site, "/"))
    broken = {path: answer.status for path, answer in found.items() if answer.status != 200}
    assert broken == {}
    assert {path.startswith("/en/") for path in found} == {True, False}
    assert len(found) > 60

    for path, answer in found.items():
        if "/files/" in path:  # of an agency, of whatever kind
            assert answer.headers["Content-Disposition"].startswith("attachment"), path
            continue
        form = urlsplit(path).path.rpartition(".")[2]
        expected = MEDIA.get(form, MEDIA["html"])
        assert answer.headers["Content-Type"] == expected, path


@pytest.mark.parametrize(
    ("page", "tables"),
    [("/", 4), ("/2562/", 4), ("/agencies/dip/2566/", 7), ("/agencies/dip/2562/", 7),
     ("/agencies/A00001/2566/", 7)],
)  # fmt: skip
def test_every_table_opens_and_both_kinds_of_file_say_the_same(site, page, tables):
    offered = downloads(site, page)
    assert len(offered) == tables
    for path in offered:
        plain, workbook = site.get(f"{path}.csv"), site.get(f"{path}.xlsx")
        assert plain.body.startswith("\ufeff".encode()), path
        name = plain.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="ita-\d{4}-\w+\.csv"', name)
        assert workbook.headers["Content-Type"] == XLSX

        header, *rows = rows_of(plain, "csv")
        same_header, *same_rows = rows_of(workbook, "xlsx")
        assert header == same_header
        assert len(set(header)) == len(header) > 1
        assert list(map(as_numbers, rows)) == list(map(as_numbers, same_rows)), path


def test_the_ranking_holds_every_agency_with_the_total_of_its_page(site):
    header, *rows = rows_of(site.get("/2566/ranking.csv"), "csv")
    agencies = [dict(zip(header, row, strict=True)) for row in rows]

    assert len(agencies) == 41
    totals = [float(agency["total"]) for agency in agencies if agency["total"]]
    assert totals == sorted(totals, reverse=True)
    for agency in agencies[::8]:
        page = site.get(f"/agencies/{agency['agency']}/2566/").text
        assert agency["name_th"] in page
        assert f"{float(agency['total']):.2f}" in page


def test_a_filtered_page_offers_what_it_shows(site):
    links = Links(site.get("/2566/?level=pass").text).found
    offered = next(link for link in links if "ranking.csv" in link)
    header, *rows = rows_of(site.get(offered), "csv")
    assert {row[header.index("level")] for row in rows} == {"pass"}


def test_an_agencys_file_has_the_numbers_that_the_command_computes(site, prongsai, dip):
    scored = prongsai("score", dip, "--json").json["results"]
    of_year = {result["year_be"]: result for result in scored}
    header, *rows = rows_of(site.get("/agencies/dip/2566/indicators.csv"), "csv")
    listed = [dict(zip(header, row, strict=True)) for row in rows]

    expected = of_year[2566]["indicators"]
    assert [float(row["score"]) for row in listed] == [row["score"] for row in expected]
    assert [row["measure"] for row in listed] == [row["measure"] for row in expected]

    header, *rows = rows_of(site.get("/agencies/dip/2566/years.csv"), "csv")
    totals = {int(row[header.index("year_be")]): float(row[header.index("total")]) for row in rows}
    assert totals == {year: result["total"] for year, result in of_year.items()}
