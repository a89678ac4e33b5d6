"""What a page or a document says, as plain text: to compare, to search, to check."""

import io
import re
import resource
import signal
import zlib
from collections.abc import Callable, Iterator

import docx
import pypdfium2
from docx.oxml.ns import qn
from lxml import etree, html
from python_calamine import load_workbook

from prongsai.methodology.thai import repaired

#: What a body may become when it is unpacked, and how many letters of it are read.
_LARGEST, _LETTERS = 64 * 2**20, 2_000_000
#: Bytes of memory that reading a document may take.
_MEMORY = 3 * 2**30
#: Where a page says what it is written in.
_HEAD = 4096
_UNSEEN = ("script", "style", "noscript", "template", "svg", "head")
_PDF, _PACKAGE = b"%PDF-", b"PK\x03\x04"
_TEXTS = "text/"
_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
#: What Thai pages were written in before UTF-8, under the name that both libraries know.
_OLD_THAI = "iso-8859-11"
_NAMES = {"windows-874": _OLD_THAI, "tis-620": _OLD_THAI, "cp874": _OLD_THAI}


def unpacked(body: bytes, encoding: str) -> bytes | None:
    """Return a body as its server meant it; None when it cannot be unpacked, or grows too large.

    In: the answer's Content-Encoding, "" where there was none
    """
    if encoding.lower() in {"", "identity"}:
        return body
    if encoding.lower() not in {"gzip", "x-gzip", "deflate"}:
        return None
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        plain = unpacker.decompress(body, _LARGEST)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else plain


def text_of(body: bytes, kind: str) -> str | None:
    """Return the text of a body, spaces and letters made even; None when it has none to read.

    In: an unpacked body, and the answer's Content-Type; what the bytes begin with counts more
    """
    try:
        text = _reader(body, kind)(body, kind)[:_LETTERS]
    except Exception:  # noqa: BLE001 # libraries raise whatever they like over a damaged document
        return None
    # Some encodings can write half of a letter, which nothing can keep.
    return repaired(text.encode("utf-8", "replace").decode()) or None


def is_packed(body: bytes) -> bool:
    """Whether a body is a document that a library has to unpack, whatever its site calls it."""
    return body.startswith((_PDF, _PACKAGE))


def limit_memory() -> None:
    """Let this process have no more memory than a document may need."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def text_within(body: bytes, kind: str, seconds: float) -> str | None:
    """Read a text as `text_of` does; this process dies when it takes longer.

    Libraries that are caught in a document hear nothing else.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return text_of(body, kind)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _reader(body: bytes, kind: str) -> Callable[[bytes, str], str]:
    if body.startswith(_PDF):
        return _of_pdf
    if body.startswith(_PACKAGE):
        return _of_docx if b"word/" in body[:4000] or "word" in kind else _of_workbook
    if "html" in kind or body[:200].lstrip()[:1] == b"<":
        return _of_html
    if kind.startswith(_TEXTS) or "json" in kind:
        return _of_plain
    raise LookupError(kind)


def _of_html(body: bytes, kind: str) -> str:
    page = html.document_fromstring(body, parser=html.HTMLParser(encoding=_letters_of(body, kind)))
    title = page.findtext(".//title") or ""
    etree.strip_elements(page, *_UNSEEN, etree.Comment, with_tail=False)
    return " ".join([title, *page.itertext()])


def _of_pdf(body: bytes, _kind: str) -> str:
    return " ".join(_pages(body))


def _pages(body: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(body)
    left = _LETTERS
    for page in document:
        text = page.get_textpage().get_text_range()
        yield text
        left -= len(text)
        if left <= 0:
            return


def _of_docx(body: bytes, _kind: str) -> str:
    paragraphs = docx.Document(io.BytesIO(body)).element.body.iter(qn("w:p"))
    return " ".join("".join(run.text or "" for run in one.iter(qn("w:t"))) for one in paragraphs)


def _of_workbook(body: bytes, _kind: str) -> str:
    workbook = load_workbook(io.BytesIO(body))
    sheets = (workbook.get_sheet_by_name(name) for name in workbook.sheet_names)
    return " ".join(str(cell) for sheet in sheets for row in sheet.to_python() for cell in row)


def _of_plain(body: bytes, kind: str) -> str:
    return body.decode(_letters_of(body, kind), "replace")


def _letters_of(body: bytes, kind: str) -> str:
    """Return the encoding of a page: what is said of it, else what its bytes can be."""
    told = kind.partition("charset=")[2].strip(" \"';")
    if not told and (found := _CHARSET.search(body[:_HEAD])):
        told = found[1].decode("ascii")
    if told:
        return _NAMES.get(told.lower(), told)
    try:
        body.decode()
    except UnicodeDecodeError:
        return _OLD_THAI
    return "utf-8"
