"""Blocks as WordprocessingML."""

from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.methodology.wording import Text
from prongsai.reports.adapters.docx_notes import FIRST, reference
from prongsai.reports.adapters.docx_tables import Tables
from prongsai.reports.adapters.signing import lines_of
from prongsai.reports.adapters.wordml import COLOURS, FILLS, field, instruction, paragraph, run
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Contents,
    Cover,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Signatures,
    Table,
)
from prongsai.reports.rules.sources import SOURCES, Source, told
from prongsai.reports.rules.style import Style


@dataclass(frozen=True)
class Written:
    """Writes blocks in one style; `width` is that of the text in twentieths of a point.

    notes: the footnotes so far, which it adds to
    """

    style: Style
    width: int
    notes: list[str]

    def say(self, text: Text) -> str:
        return self.style.words(text)

    def paragraph(self, text: Text, style: str = "Normal", **marks: str) -> str:
        """Return a paragraph of one run."""
        return paragraph(run(self.say(text)), style, **marks)

    def block(self, block: Block) -> Iterator[str]:
        """Return a block that stands for itself: no heading, no contents, no chart."""
        match block:
            case Table():
                yield from self.table(block)
            case Paragraph():
                words = run(self.say(block.text)) + self._note(block.sources)
                yield paragraph(words, "BodyText" if block.align is Align.LEFT else "Signed")
            case Listing():
                yield from self.listing(block)
            case Notice():
                yield from self.notice(block)
            case Cover():
                yield from self.cover(block)
            case Signatures():
                yield from self.signatures(block)

    def cover(self, cover: Cover) -> Iterator[str]:
        yield self.paragraph(cover.title, "Title")
        yield self.paragraph(cover.subtitle, "Subtitle")
        yield self.paragraph(cover.agency, "CoverAgency")
        for name, value in cover.figures:
            yield self.paragraph(name, "CoverName")
            yield self.paragraph(value, "CoverFigure")
        yield paragraph("", "CoverFoot", before="1400")
        for words in cover.foot:
            yield self.paragraph(words, "CoverFoot")

    def contents(self, contents: Contents, headings: list[tuple[int, Heading]]) -> Iterator[str]:
        """Return the table of contents: a field that Word fills, with the headings as they are."""
        yield self.paragraph(contents.title, "ContentsTitle")
        begin = field("begin", dirty=True) + instruction(' TOC \\o "1-2" \\h \\z \\u ')
        for place, (number, heading) in enumerate(headings):
            opening = begin + field("separate") if place == 0 else ""
            words = run(self.say(heading.text))
            entry = f'<w:hyperlink w:anchor="_Toc{number}">{words}</w:hyperlink>'
            closing = field("end") if place == len(headings) - 1 else ""
            yield paragraph(opening + entry + closing, f"TOC{heading.level}")

    def heading(self, heading: Heading, number: int) -> str:
        """Return a heading with the bookmark that the contents point to."""
        marked = (
            f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
            f'{run(self.say(heading.text))}<w:bookmarkEnd w:id="{number}"/>'
        )
        return paragraph(marked, f"Heading{heading.level}")

    def listing(self, listing: Listing) -> Iterator[str]:
        for number, point in enumerate(listing.points, 1):
            note = self._note(listing.sources) if number == len(listing.points) else ""
            yield paragraph(run(self.say(point)) + note, "ListBullet")

    def _note(self, sources: tuple[Source, ...]) -> str:
        """Add a footnote, and return the sign that leads to it."""
        if not sources:
            return ""
        self.notes.append(self.say(told(sources)))
        return reference(len(self.notes) + FIRST - 1)

    def signatures(self, signatures: Signatures) -> Iterator[str]:
        for signer in signatures.signers:
            lines = lines_of(signer)
            yield paragraph("", "Signature", before="600")
            for name in ("signed", "name", "position", "dated", "duty"):
                yield self.paragraph(lines[name], "Signature", keep="" if name == "duty" else "1")

    def table(self, table: Table) -> Iterator[str]:
        yield self.paragraph(table.caption, "Caption", keep="1")
        yield from Tables(self.style, self.width).table(table)
        if table.sources:
            yield self.paragraph(SOURCES + told(table.sources), "Source")

    def notice(self, notice: Notice) -> Iterator[str]:
        """Return a title and a sentence behind a bar of the notice's colour."""
        colour, fill = COLOURS[notice.tone], FILLS[notice.tone]
        bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/></w:pBdr>'
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        title = run(self.say(notice.title), bold=True, colour=colour)
        yield paragraph(title, "Notice", keep="1", frame=bar + shade)
        yield paragraph(run(self.say(notice.text)), "Notice", frame=bar + shade)
