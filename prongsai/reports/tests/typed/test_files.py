"""Files of every sort, those made to do harm among them, end in a report or in a plain word."""

import io
import subprocess
import sys
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pikepdf
import pytest

from prongsai.foundation.rules import EncodingUnknown, FileMissing
from prongsai.reports.adapters import typed_files
from prongsai.reports.adapters.typed_files import read_lines
from prongsai.reports.rules.typed.refusals import (
    DocumentDamaged,
    DocumentKindUnknown,
    DocumentLocked,
    DocumentTooLarge,
    DocumentWithoutText,
    NotAnAnnualReport,
)
from prongsai.reports.services.typed import check_report
from prongsai.reports.tests.typed.clean import LIBRARY


def texts(path):
    return [line.text for line in read_lines(path) if line.text]


@pytest.fixture
def written(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_texts_are_read_in_the_usual_encodings(written, encoding):
    assert texts(written("r.txt", "ตัวชี้วัดที่ ๑ ได้ ๙๘.๔๗".encode(encoding))) == ["ตัวชี้วัดที่ 1 ได้ 98.47"]


def test_pages_of_a_text_are_told(written):
    lines = read_lines(written("r.txt", "หนึ่ง\n\fสอง\nสาม"))
    assert [(line.page, line.on_page, line.number) for line in lines] == [
        (1, 1, 1),
        (2, 1, 2),
        (2, 2, 3),
    ]


def test_merged_cells_stand_in_their_first_row(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "I12"
    for row, (words, score) in enumerate(
        [("สอบถาม", "81.45"), ("ทักท้วง", "78.20"), ("ร้องเรียน", "74.58")]
    ):
        table.cell(row, 1).text, table.cell(row, 2).text = words, score
    table.add_row().cells[0].merge(table.rows[3].cells[2]).text = "ตัวชี้วัดที่ 3"
    document.save(tmp_path / "r.docx")
    assert texts(tmp_path / "r.docx") == [
        "I12 สอบถาม 81.45",
        "ทักท้วง 78.20",
        "ร้องเรียน 74.58",
        "ตัวชี้วัดที่ 3",
    ]


def pdf(**saving):
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, **saving)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (300 << 20))
    return out.getvalue()


def entities():
    """A document whose text would grow without end."""
    inner = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    changed = io.BytesIO()
    with ZipFile(out) as old, ZipFile(changed, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/document.xml":
                content = f'<!DOCTYPE d [<!ENTITY a0 "x">{inner}]><d>&a9;</d>'.encode()
            new.writestr(part, content)
    return changed.getvalue()


LOCKED = pikepdf.Encryption(owner="a", user="b")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("scan.pdf", pdf(), DocumentWithoutText),
        ("locked.pdf", pdf(encryption=LOCKED), DocumentLocked),
        ("cut.pdf", pdf()[:200], DocumentDamaged),
        ("text.pdf", "ไม่ใช่ PDF", DocumentDamaged),
        ("old.doc", COMPOUND, DocumentKindUnknown),
        ("locked.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), DocumentLocked),
        ("cut.docx", b"PK\x03\x04broken", DocumentDamaged),
        ("bomb.docx", bomb, DocumentTooLarge),
        ("picture.png", b"\x89PNG\r\n", DocumentKindUnknown),
        ("empty.txt", "", DocumentWithoutText),
        ("odd.txt", b"\xff\xfe\x00", EncodingUnknown),
        ("novel.txt", "เรื่องนี้ไม่มีคะแนนของใคร\n" * 20, NotAnAnnualReport),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(written, name, content, refusal):
    with pytest.raises(refusal) as error:
        check_report(written(name, content() if callable(content) else content), library=LIBRARY)
    assert name in str(error.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        check_report(tmp_path / "nothing.pdf", library=LIBRARY)


def test_entities_do_not_grow(written):
    with pytest.raises((DocumentDamaged, DocumentWithoutText, DocumentTooLarge)):
        check_report(written("grow.docx", entities()), library=LIBRARY)


def test_a_file_too_long_is_refused_before_it_is_read(written, monkeypatch):
    monkeypatch.setattr(typed_files, "_LETTERS", 100)
    with pytest.raises(DocumentTooLarge):
        read_lines(written("long.txt", "ก" * 60 + "\n" + "ข" * 60))


def test_reading_that_takes_too_long_ends_its_process(tmp_path):
    """Read in a process whose time is over at once: it dies of it, and nothing hangs."""
    (tmp_path / "r.txt").write_text("ก" * 1000)
    words = f"from pathlib import Path; from {typed_files.__name__} import lines_within; "
    words += "import time; real = time.time; "
    words += f"lines_within(Path({str(tmp_path / 'r.txt')!r}), 0.000001); time.sleep(5)"
    ended = subprocess.run([sys.executable, "-c", words], check=False, timeout=60)  # noqa: S603
    assert ended.returncode < 0
