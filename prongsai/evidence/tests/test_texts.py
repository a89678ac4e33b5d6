"""Pages and documents become plain text; what hides a bomb or nothing becomes None."""

import asyncio
import gzip
import io
import zipfile

import docx
import pytest
import typst
import xlsxwriter

from prongsai.evidence.adapters.texts import text_of, unpacked
from prongsai.evidence.services import looking
from prongsai.evidence.services.looking import Reader

SAID = "แผนปฏิบัติราชการประจำปี กำหนดการ"


def a_docx() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("แผนปฏิบัติราชการประจำปี")
    document.add_table(1, 1).cell(0, 0).text = "กำหนดการ"
    document.save(file)
    return file.getvalue()


def locked(package: bytes) -> bytes:
    """Let a package say that everything in it is encrypted."""
    return package.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def a_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet().write_row(0, 0, SAID.split())
    return file.getvalue()


def a_pdf() -> bytes:
    return typst.compile(b"= Annual plan\nPhone 0 2202 4414", format="pdf")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<title>แผนปฏิบัติราชการประจำปี</title><p>กำหนดการ<script>x()</script>".encode(), "text/html"),
        (SAID.encode("tis-620"), "text/plain; charset=tis-620"),
        (f"<html><body>{SAID}".encode("cp874"), "text/html; charset=windows-874"),
        (a_docx(), "application/octet-stream"),
        (a_workbook(), "application/octet-stream"),
    ],
)
def test_what_is_said_is_found_whatever_holds_it(body, kind):
    assert text_of(body, kind) == SAID


def test_a_pdf_says_what_it_shows():
    assert "Phone 0 2202 4414" in text_of(a_pdf(), "application/pdf")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "text/html"),
        (b"%PDF-1.7 not really", "application/pdf"),
        (b"PK\x03\x04 not really", "application/zip"),
        (a_docx()[:20_000], "application/octet-stream"),
        (locked(a_docx()), "application/octet-stream"),
        (a_docx().replace(b"word/document.xml", b"word/document.xxx"), "application/msword"),
        (b"\x89PNG\r\n", "image/png"),
        (b"<p></p>", "text/html"),
        (b"x", "text/plain; charset=no-such-thing"),
    ],
)
def test_what_says_nothing_has_no_text(body, kind):
    assert text_of(body, kind) is None


@pytest.mark.parametrize("encoding", ["utf-7", "unicode_escape"])
def test_a_text_can_be_kept_whatever_its_encoding_gives(encoding):
    half = "\ud800 plan".encode(encoding)
    assert text_of(half, f"text/plain; charset={encoding}") == "? plan"


def test_packed_bodies_are_unpacked_unless_they_are_bombs():
    assert unpacked(gzip.compress(SAID.encode()), "gzip").decode() == SAID
    assert unpacked(b"as it is", "") == b"as it is"
    assert unpacked(gzip.compress(bytes(100 * 2**20)), "gzip") is None
    assert unpacked(b"no gzip", "gzip") is None
    assert unpacked(b"?", "br") is None


def test_a_document_that_is_a_bomb_has_no_text():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", bytes(300 * 2**20))
    assert text_of(file.getvalue(), "application/octet-stream") is None


async def _read_one_after_another(bodies, kind="application/pdf") -> list[str | None]:
    reader = Reader()
    try:
        return list(await asyncio.gather(*(reader.read(body, kind) for body in bodies)))
    finally:
        reader.close()


def test_a_document_that_kills_its_reader_takes_no_other_with_it(monkeypatch):
    monkeypatch.setattr(looking, "_READING", 1e-6)
    assert asyncio.run(_read_one_after_another([a_pdf()])) == [None]
    monkeypatch.setattr(looking, "_READING", 20.0)
    read = asyncio.run(_read_one_after_another([a_pdf(), b"%PDF-1.7 not really", a_pdf()]))
    assert [bool(text) for text in read] == [True, False, True]


def test_a_document_that_is_called_a_page_is_read_where_it_kills_nothing(monkeypatch):
    page = b"<p>plan</p>"
    monkeypatch.setattr(looking, "_READING", 1e-6)
    told = asyncio.run(_read_one_after_another([a_docx(), a_pdf(), page], "text/html"))
    assert told == [None, None, "plan"]
