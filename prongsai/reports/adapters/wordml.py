"""WordprocessingML, the language inside a DOCX; texts are escaped here and only here."""

import re
from xml.sax.saxutils import escape, quoteattr

from prongsai.reports.rules.blocks import Tone

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACCENT, TINT = "0F4C81", "E6EEF6"
COLOURS = {Tone.QUIET: "555555", Tone.GOOD: "1B7F5A", Tone.WARN: "8A5A12", Tone.BAD: "B3261E"}
FILLS = {Tone.QUIET: "F3F3F3", Tone.GOOD: "DCEFE7", Tone.WARN: "FBECCC", Tone.BAD: "F7D5D2"}
_THAI = re.compile("[\u0e01-\u0e5b]")


def run(words: str, *, bold: bool = False, colour: str = "") -> str:
    """Return a run; Thai is set in the fonts and sizes of complex scripts."""
    marks = "<w:b/><w:bCs/>" if bold else ""
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    if _THAI.search(words):
        marks += '<w:cs/><w:lang w:val="th-TH" w:bidi="th-TH"/>'
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(
    content: str, style: str, *, keep: str = "", before: str = "", frame: str = ""
) -> str:
    """Return a paragraph; `keep` holds it to the next, `frame` are its borders and shading."""
    marks = f'<w:pStyle w:val="{style}"/>'
    marks += "<w:keepNext/>" if keep else ""
    marks += frame
    marks += f'<w:spacing w:before="{before}"/>' if before else ""
    return f"<w:p><w:pPr>{marks}</w:pPr>{content}</w:p>"


def field(part: str, *, dirty: bool = False) -> str:
    """Return the begin, the separator or the end of a field; Word fills a dirty one anew."""
    mark = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{part}"{mark}/></w:r>'


def instruction(words: str) -> str:
    """Return what a field is to show."""
    return f'<w:r><w:instrText xml:space="preserve">{escape(words)}</w:instrText></w:r>'


def link(address: str) -> str:
    """Return an address that can be followed, as a field: it needs no entry in the package."""
    target = address.replace("\\", "%5C").replace('"', "%22")
    told = quoteattr(f' HYPERLINK "{target}" ')
    return f"<w:fldSimple w:instr={told}>{run(address, colour=ACCENT)}</w:fldSimple>"
