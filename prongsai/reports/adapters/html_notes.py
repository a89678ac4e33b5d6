"""Where numbers come from, on an HTML page: told under the pointer, and in notes for everybody."""

import re
from html import escape

from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.sources import Source, told
from prongsai.reports.rules.style import Style

_NOTES = Text("ที่มาของตัวเลข", "Sources of the numbers")
_REFERENCE = Text("ที่มาของตัวเลข หมายเหตุ %(number)s", "source of the numbers, note %(number)s")
_BACK = Text("กลับไปที่ข้อความ", "back to the text")


class Notes:
    """The notes of one page, numbered from 1 as they come."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._notes: list[str] = []

    def words(self, text: Text, sources: tuple[Source, ...]) -> str:
        """Return a sentence whose numbers tell their source, with a note that tells it in words."""
        if not sources:
            return escape(self._style.words(text))
        self._notes.append(escape(self._style.words(told(sources))))
        number = len(self._notes)
        label = escape(self._style.words(_REFERENCE.filled(number=number)))
        shown = escape(self._style.words(same(str(number))))
        return (
            f'{self._marked(text, sources)}<sup><a id="r{number}" href="#n{number}" '
            f'role="doc-noteref" aria-label="{label}">{shown}</a></sup>'
        )

    def _marked(self, text: Text, sources: tuple[Source, ...]) -> str:
        """Return a sentence in which each number that has a source of its own is marked."""
        by_number = {
            self._style.words(same(source.shown)): source for source in sources if source.shown
        }
        words = self._style.words(text)
        if not by_number:
            return escape(words)
        longest = sorted(by_number, key=len, reverse=True)
        numbers = re.compile(rf"(?<![\d.])({'|'.join(map(re.escape, longest))})(?![\d]|\.\d)")
        pieces = numbers.split(words)
        return "".join(
            self.number(piece, by_number[piece]) if place % 2 else escape(piece)
            for place, piece in enumerate(pieces)
        )

    def number(self, shown: str, source: Source) -> str:
        """Return a number that tells its source to the pointer and to programs."""
        value = source.shown.replace(",", "")
        said = escape(self._style.words(source.words))
        return (
            f'<data class="sourced" value="{escape(value)}" title="{said}">{escape(shown)}</data>'
        )

    def all(self) -> str:
        """Return the notes, to stand at the end."""
        if not self._notes:
            return ""
        back = escape(self._style.words(_BACK))
        entries = "".join(
            f'<li id="n{number}">{note} <a href="#r{number}" role="doc-backlink" '
            f'aria-label="{back} {number}">↩</a></li>'
            for number, note in enumerate(self._notes, 1)
        )
        title = escape(self._style.words(_NOTES))
        return (
            '<section class="notes" role="doc-endnotes" aria-labelledby="notes">'
            f'<h2 id="notes">{title}</h2><ol>{entries}</ol></section>'
        )
