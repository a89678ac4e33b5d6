"""The country book: every agency once, with its page; tags and bookmarks outlive the joining."""

import io
import re

import pikepdf
import pypdf
import pytest

from prongsai.config.main import main
from prongsai.methodology.exact import points_text
from prongsai.reports.adapters.joining import JoinedPart, joined
from prongsai.reports.adapters.typst_pdf import pdf_of
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.rules.style import Style
from prongsai.reports.services import country
from prongsai.reports.services.country import write_country_book
from prongsai.reports.tests.conftest import DAY, composed, document, words_in
from prongsai.reports.tests.plans import half_done, printed


def tags_of(path):
    """Return how many of each tag a file has, found by walking the tree from its root."""
    counts, waiting = {}, []
    with pikepdf.open(path) as pdf:
        waiting.append(pdf.Root.StructTreeRoot.K)
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, pikepdf.Array):
                waiting += list(thing)
            elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
                counts[str(thing.S)] = counts.get(str(thing.S), 0) + 1
                waiting += [thing.K] if "/K" in thing else []
    return counts


@pytest.fixture(scope="module")
def parts(tmp_path_factory, dip, invented):
    folder = tmp_path_factory.mktemp("parts")
    paths = []
    for name, history in (("one", dip), ("two", invented)):
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(pdf_of(document(history), Style()))
    return paths


def test_joined_files_keep_text_tags_and_bookmarks(parts, tmp_path):
    out = tmp_path / "joined.pdf"
    pages = joined([JoinedPart(path, path.stem) for path in parts], out)
    assert words_in(out) == "\n".join(words_in(path) for path in parts)
    one, two, both = *(tags_of(path) for path in parts), tags_of(out)
    assert both["/Part"] == 2
    assert {**both, "/Part": 0, "/Document": 2} == {
        key: one.get(key, 0) + two.get(key, 0) for key in {*one, *two, "/Part"}
    }
    with pikepdf.open(out) as pdf:
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) == pages
        ids = [str(name) for kid in pdf.Root.StructTreeRoot.IDTree.Kids for name in kid.Names[::2]]
        assert len(ids) == len(set(ids))
        keys = [
            int(key) for kid in pdf.Root.StructTreeRoot.ParentTree.Kids for key in kid.Nums[::2]
        ]
        assert keys == sorted(set(keys))
        assert [int(page.obj.StructParents) in keys for page in pdf.pages].count(False) == 0
    marks = pypdf.PdfReader(out).outline
    assert [mark.title for mark in marks if not isinstance(mark, list)] == ["one", "two"]


@pytest.fixture(scope="module")
def book(tmp_path_factory, invented):
    """The book of thirty agencies in parts of seven, of which one has a plan."""
    year = invented.latest
    plan = half_done(printed().content)
    small, country._IN_PART = country._IN_PART, 7
    try:
        return write_country_book(
            year.round,
            year.provenance,
            out=tmp_path_factory.mktemp("book") / "book.pdf",
            style=Style(),
            on=DAY,
            plans={"A00007": counts_of(plan.measures)},
        )
    finally:
        country._IN_PART = small


@pytest.fixture(scope="module")
def pages(book):
    return [composed(page.extract_text()) for page in pypdf.PdfReader(str(book.path)).pages]


def test_every_agency_stands_where_the_list_says(book, pages, invented):
    round_ = invented.latest.round
    assert (book.pages, book.agencies) == (len(pages), len(round_.agencies))
    squeezed = [re.sub(r"\s+", "", page) for page in pages]
    first = next(n for n, page in enumerate(squeezed) if "ดัชนีหน่วยงาน" in page)
    listed = "".join(squeezed[first:])
    for agency, total in zip(round_.agencies, round_.totals.tolist(), strict=True):
        name = re.sub(r"\s+", "", agency.name_th)
        line = re.search(rf"{re.escape(name)}{re.escape(points_text(total))}\D+\d+?\D*?", listed)
        assert line, name
        assert any(name in page and points_text(total) in page for page in squeezed[2:first])
    assert sum("แผนปี2567ดำเนินการแล้วเสร็จ10จาก30" in page for page in squeezed) == 1


def test_page_numbers_go_on_through_the_parts(pages):
    told = [re.findall(r"- (\d+) -", page) for page in pages]
    assert [int(numbers[-1]) for numbers in told[1:]] == list(range(2, len(pages) + 1))


def test_the_command_writes_the_book(tmp_path, capsys):
    nation = tmp_path / "nation"
    size = ["--agencies", "12", "--respondents", "600", "--seed", "1"]
    assert main(["simulate", *size, "--out", str(nation)]) == 0
    capsys.readouterr()
    asked = ["report", str(nation), "--kind", "country", "--out", str(tmp_path)]
    assert main(asked) == 0
    written = capsys.readouterr().out
    assert main([*asked, "--format", "docx"]) == 2
    assert "REPORT-013" in capsys.readouterr().err
    (path,) = tmp_path.glob("*-country.th.pdf")
    assert str(path) in written
    assert not list(tmp_path.glob("*.part"))
    assert len(pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages) > 4
