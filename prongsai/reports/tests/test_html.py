import re
from html import unescape

from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import document
from prongsai.reports.tests.numbers import TWO_DECIMALS, may_be_told, must_be_told


def words_of(page):
    body = page.decode().partition("</head>")[2]
    return unescape(re.sub("<[^>]+>", " ", body))


def test_the_page_has_the_numbers_of_the_scores(rendered, invented):
    told = set(TWO_DECIMALS.findall(words_of(rendered("invented", "html"))))
    assert told <= may_be_told(invented)
    assert must_be_told(invented) <= told


def test_every_cell_of_the_document_is_on_the_page(rendered, dip):
    page, style = rendered("dip", "html").decode(), Style()
    for table in document(dip).tables:
        for _, _, cell in table.placed:
            assert style.words(cell.text) in unescape(page)


def test_the_page_fetches_nothing(rendered):
    page = rendered("dip", "html").decode()
    assert not re.search(
        r"(src|href)=\"(?!#|data:,\")|url\((?!\"data:font/woff2;)|@import|<script", page
    )


def test_tables_say_what_heads_what(rendered):
    page = rendered("dip", "html").decode()
    assert page.count("<caption") == page.count("<table")
    assert 'scope="col"' in page
    assert 'scope="rowgroup"' in page
    assert page.count('role="img"') == 3


def test_thai_digits_reach_the_charts(rendered):
    words = words_of(rendered("dip", "html", thai_digits=True))
    assert not TWO_DECIMALS.search(words)
    assert "๙๕.๐๒" in words
