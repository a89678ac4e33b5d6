import io
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from prongsai.methodology.wording import same
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.typst_pdf import forget, pdf_of
from prongsai.reports.rules.blocks import (
    Cell,
    Column,
    Document,
    Listing,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Table,
)
from prongsai.reports.rules.sources import Source
from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import DAY, composed, words_in
from prongsai.reports.tests.numbers import TWO_DECIMALS, may_be_told, must_be_told


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return composed("\n".join(page.extract_text() for page in pages))


@pytest.fixture(scope="module")
def text(rendered):
    """The words of the department's report."""
    return text_of(rendered("dip", "pdf"))


@pytest.mark.parametrize("agency", ["dip", "invented"])
def test_every_number_in_the_pdf_follows_from_the_scores(agency, text, rendered, request):
    history = request.getfixturevalue(agency)
    words = text if agency == "dip" else words_in(rendered(agency, "pdf"))
    told = set(TWO_DECIMALS.findall(words))
    assert told <= may_be_told(history)
    assert must_be_told(history) <= told


def test_thai_words_come_back_as_they_were_typed(text):
    for word in ("ดำเนิน", "กำหนด", "อำนาจ", "คำนวณ", "ขึ้น", "ชั้น", "กรมส่งเสริมอุตสาหกรรม"):
        assert word in text
    assert "ประจำปีงบประมาณ พ.ศ. 2566" in text


def test_a_tone_over_sara_am_comes_back_as_it_was_typed():
    words = same("น้ำ ค่ำ สม่ำเสมอ ต่ำกว่า")
    short = Document(words, words, words, DAY, (Section((Paragraph(words),)),))
    assert words.th in text_of(pdf_of(short, Style()))


def test_other_readers_find_the_same_words(rendered, tmp_path):
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "report.pdf"
    file.write_bytes(rendered("dip", "pdf"))
    call = [program, str(file), "-"]
    text = subprocess.run(call, capture_output=True, check=True, text=True).stdout  # noqa: S603
    for word in ("ดำเนิน", "กำหนด", "อำนาจ", "ดีขึ้นจริง", "ทีละชั้น"):
        assert word in text
    twice = re.compile("([\u0e01-\u0e2e][\u0e31\u0e34-\u0e39]?[\u0e48-\u0e4b])\\1")
    assert not twice.search(text)


def test_the_pdf_is_tagged_and_says_what_it_is(rendered):
    pdf = pypdf.PdfReader(io.BytesIO(rendered("dip", "pdf")))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("th")
    assert "กรมส่งเสริมอุตสาหกรรม" in pdf.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfaid:part" in root["/Metadata"].get_data()
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_headings_are_bookmarks(rendered):
    pdf = pypdf.PdfReader(io.BytesIO(rendered("dip", "pdf", language="en")))
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert "2. Analysis of the result" in titles


def test_thai_digits_stand_everywhere_but_in_codes(rendered):
    text = words_in(rendered("dip", "pdf", thai_digits=True))
    assert "๙๕.๐๒" in text
    assert not TWO_DECIMALS.search(text)
    assert "I12" in text
    assert "th-ita/2566" in text


def test_an_english_report_is_english(rendered):
    text = words_in(rendered("dip", "pdf", language="en"))
    assert "Department of Industrial Promotion" in text
    assert "95.02" in text


def many(number, source):
    """Return a table of so many rows, and so many lines before a list, each on pages of its own."""
    rows = tuple(Row((Cell(same(f"row {n}"), source=source),)) for n in range(number))
    table = Table(same("t"), same("Numbers"), (Column(same("c"), 1),), rows)
    listing = Listing((same("early point"), same("last point")), sources=(source,))
    return (PageBreak(), table, PageBreak(), *[Paragraph(same("line"))] * number, listing)


def test_where_numbers_come_from_stands_on_the_page_of_the_last_of_them():
    blocks = [block for number in range(20, 48) for block in many(number, Source(same("run 1")))]
    words = same("Where numbers come from")
    whole = Document(words, words, words, DAY, (Section(tuple(blocks)),))
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(whole, Style("en")))).pages
    told = [page.extract_text() for page in pages if "Source of the" in page.extract_text()]
    assert len(told) >= 2 * len(range(20, 48))
    assert all(re.search(r"row \d+|last point", words) for words in told)
    lists = [words for words in told if "last point" in words]
    assert len(lists) == len(range(20, 48))
    assert all("early point" in words for words in lists), "a short list is not torn"


FORKED = """
import os, signal
from prongsai.methodology.wording import same
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.typst_pdf import forget

forget(family(None))
for _ in range(2):
    if child := os.fork():
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 127)
signal.alarm(20)
try:
    forget(family(None))
except RuntimeError as error:
    os._exit(0 if "forked" in str(error) else 3)
os._exit(4)
"""


def test_a_fork_of_a_fork_of_what_has_printed_is_refused_instead_of_waiting_for_ever(tmp_path):
    # Who leaves by `os._exit` clears nothing away.
    here = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=60, env=here)  # noqa: S603


def test_visitors_who_come_at_once_are_served_one_after_the_other():
    with ThreadPoolExecutor(4) as visitors:
        list(visitors.map(forget, [family(None)] * 8))
