"""Official letters as PDF by Typst and as DOCX that can be changed; numbers in Thai digits."""

from typing import Any

from prongsai.reports.adapters.breaking import broken
from prongsai.reports.adapters.fonts import Family, family
from prongsai.reports.adapters.official_docx import letter_docx as _docx
from prongsai.reports.adapters.tounicode import with_readable_text
from prongsai.reports.adapters.typst_pdf import STANDARDS, compiled, forget
from prongsai.reports.rules import official
from prongsai.reports.rules.official import OfficialLetter
from prongsai.reports.rules.style import Style, shown, thai_digits


def letter_pdf(letter: OfficialLetter, style: Style) -> bytes:
    """Return a letter as PDF; the same letter gives the same bytes."""
    letters = family(style.fonts)
    made = compiled("letter.typ", _values(letter, letters), letters, pdf_standards=STANDARDS)
    forget(letters)
    return with_readable_text(made, letters)


letter_docx = _docx


def _values(letter: OfficialLetter, letters: Family) -> dict[str, Any]:
    annex = letter.annex
    return {
        "title": _said(letter.subject),
        "number": _said(f"{official.NUMBER} {official.BLANK}"),
        "sender": _said(letter.sender or official.BLANK * 2),
        "place": [_said(official.BLANK * 2)] * 2,
        "day": _said(letter.day_in_words),
        "subject": _named(official.SUBJECT, letter.subject),
        "addressee": _named(official.ADDRESSEE, letter.addressee),
        "refers": _named(official.REFERS, letter.refers),
        "enclosed": _named(official.ENCLOSED, letter.enclosed),
        "paragraphs": [_said(words) for words in letter.paragraphs],
        "respectfully": _said(official.RESPECTFULLY),
        "signer": _said(official.SIGNER),
        "position": _said(official.POSITION),
        "contact": [_said(line) for line in official.CONTACT],
        "annex": annex
        and {
            "title": _said(annex.title),
            "columns": [{"title": _said(name), "share": share} for name, share in annex.columns],
            "rows": [[_said(cell) for cell in row] for row in annex.rows],
        },
        "font": {
            "name": letters.name,
            "body": letters.body,
            "top": letters.top,
            "bottom": letters.bottom,
        },
    }


def _said(words: str) -> str:
    return broken(thai_digits(shown(words)))


def _named(name: str, words: str) -> dict[str, str]:
    return {"name": _said(name), "words": _said(words)}
