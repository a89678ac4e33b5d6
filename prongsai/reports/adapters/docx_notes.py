"""Footnotes of a DOCX: a part of the package that python-docx does not make."""

from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from prongsai.reports.adapters.wordml import NAMESPACE, run

#: The numbers before belong to the lines that part notes from the text.
FIRST = 2
_SMALL = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_PARTING = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)


def reference(number: int) -> str:
    """Return the sign in the text that leads to a note."""
    return f'<w:r>{_SMALL}<w:footnoteReference w:id="{number}"/></w:r>'


def add_notes(word: WordDocument, notes: Iterable[str]) -> None:
    """Add the part of the package that holds the notes."""
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>'
        f"<w:r>{_SMALL}<w:footnoteRef/></w:r>{run(' ' + note)}</w:p></w:footnote>"
        for number, note in enumerate(notes, FIRST)
    )
    if not written:
        return
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{NAMESPACE}">{_PARTING}{written}</w:footnotes>'
    ).encode()
    place = PackURI("/word/footnotes.xml")
    part = Part(place, CONTENT_TYPE.WML_FOOTNOTES, content, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
