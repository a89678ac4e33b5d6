"""Photographs: small, without what the camera knew, and left out when they are gone."""

import io
from dataclasses import replace

import docx
import pypdf
import pytest
from PIL import Image

from prongsai.improvement.rules.content import ActionContent, FileContent
from prongsai.reports.adapters.photos import small_photo
from prongsai.reports.queries.annual import annual_document
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import FORMATS, set_document
from prongsai.reports.tests.conftest import DAY
from prongsai.reports.tests.plans import alone, plan_of, theme_of, told


def taken(kind="JPEG", size=(3000, 2000), **more):
    saved = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(saved, kind, **more)
    return saved.getvalue()


def test_a_photograph_is_small_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "taken at 13.7563 N"
    small = small_photo(taken(exif=exif))
    with Image.open(io.BytesIO(small)) as picture:
        assert max(picture.size) == 1000
        assert not picture.getexif()
    assert b"13.7563" not in small
    assert len(small) < 600_000


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(small_photo(taken(size=(900, 600), exif=exif)))) as picture:
        assert picture.size == (600, 900)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0broken", b"<svg/>"])
def test_what_is_no_photograph_is_none(content):
    assert small_photo(content) is None


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    saved = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(saved, "PNG", compress_level=1)
    assert small_photo(saved.getvalue()) is None


@pytest.fixture
def document(dip):
    files = tuple(
        FileContent(f"{name}.jpg", "image/jpeg", name * 64, 9) for name in ("a", "b", "c")
    )
    paper = FileContent("คำสั่ง.pdf", "application/pdf", "d" * 64, 1234)
    theme = theme_of(["มาตรการหนึ่ง"], [], [("ผล", (1,))])
    theme = replace(theme, actions=(ActionContent("อบรมแล้ว", (1,), files=(*files, paper)),))
    return annual_document(alone(told(dip, plan_of(theme))), DAY)


def test_photographs_stand_in_every_format_with_words_for_those_who_do_not_see_them(document):
    found = {name * 64: small_photo(taken(size=(300, 200))) for name in ("a", "b")}
    photos = found.get

    made = {form: set_document(document, form, style=Style(), photos=photos) for form in FORMATS}
    pictures = [i for p in pypdf.PdfReader(io.BytesIO(made["pdf"])).pages for i in p.images]
    assert len(pictures) == 2
    word = docx.Document(io.BytesIO(made["docx"]))
    told_ = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert sum("อบรมแล้ว" in words for words in told_) == 2
    page = made["html"].decode()
    assert page.count("<img ") == page.count('alt="ภาพถ่ายการดำเนินการ: อบรมแล้ว') == 2
    assert "คำสั่ง.pdf" in page


def test_without_photographs_there_is_no_empty_place(document):
    page = set_document(document, "html", style=Style()).decode()
    assert "<img" not in page
    assert set_document(document, "pdf", style=Style())
