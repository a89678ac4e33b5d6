"""A person's words in place of generated ones, kept when the document is made again.

Every block of generated words has a key. An edit names the key, the words that stood there when it
was made, and the person's own. When the words that would be generated now are others, the data
under the edit have changed: the edit is kept, and reported as stale.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks import (
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    Notice,
    Paragraph,
)

#: What is added to the key of a block that has a title beside its words.
TITLE, SUBTITLE = ".title", ".subtitle"


@dataclass(frozen=True)
class Edit:
    """One edit.

    generated: the words that it was made against
    text: the person's; a language in which they are "" keeps the generated ones
    left_out: the words are to be left out altogether
    """

    key: str
    generated: Text
    text: Text
    left_out: bool = False


@dataclass(frozen=True)
class Stale:
    """An edit whose ground has moved.

    against: the words that it was made against
    now: those that would be generated now; None where the document has no such key any more
    """

    key: str
    against: Text
    now: Text | None


class Edited(NamedTuple):
    """A document with the edits in it, and which of them are stale."""

    document: Document
    stale: tuple[Stale, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Keys of edits that nothing in the document has."""
        return tuple(one.key for one in self.stale if one.now is None)


def editable(document: Document) -> dict[str, Text]:
    """Return the words that a person can replace, by their key, in the order of the document."""
    found: dict[str, Text] = {}
    for block in document.blocks:
        for key, text in words_of(block):
            found.setdefault(key, text)
    return found


def apply_edits(document: Document, edits: Iterable[Edit]) -> Edited:
    """Put a person's words in place of those that were generated.

    Every edit is kept, the last one of a key. A generated document gives the same result however
    often this is done.
    """
    wanted = {edit.key: edit for edit in edits}
    words = editable(document)
    stale = tuple(
        Stale(key, edit.generated, words.get(key))
        for key, edit in wanted.items()
        if words.get(key) != edit.generated
    )
    sections = tuple(
        replace(
            section,
            blocks=tuple(new for block in section.blocks for new in _edited(block, wanted)),
        )
        for section in document.sections
    )
    return Edited(replace(document, sections=sections), stale)


def spoken(document: Document, language: str) -> Document:
    """Return a document without what says nothing in a language: edits may part words there."""
    sections = tuple(
        replace(section, blocks=tuple(_spoken(section.blocks, language)))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _spoken(blocks: tuple[Block, ...], language: str) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Listing):
            if points := tuple(point for point in block.points if getattr(point, language)):
                yield replace(block, points=points)
        elif not isinstance(block, Paragraph) or getattr(block.text, language):
            yield block


def words_of(block: Block) -> Iterator[tuple[str, Text]]:
    """Yield key and words of all that a block lets a person replace."""
    if not getattr(block, "key", ""):
        return
    match block:
        case Paragraph() | Heading():
            yield block.key, block.text
        case Listing():
            yield block.key, _joined(block.points)
        case Notice():
            yield block.key + TITLE, block.title
            yield block.key, block.text
        case Cover():
            yield block.key + TITLE, block.title
            yield block.key + SUBTITLE, block.subtitle


def _joined(points: tuple[Text, ...]) -> Text:
    return Text("\n".join(point.th for point in points), "\n".join(point.en for point in points))


def _edited(block: Block, wanted: dict[str, Edit]) -> Iterator[Block]:
    """Yield what stands in the place of a block: itself, edited, several, or nothing."""
    edits = {key: wanted[key] for key, _ in words_of(block) if key in wanted}
    own = edits.get(getattr(block, "key", ""))
    if own is not None and own.left_out:
        return
    match block:
        case Paragraph() if own is not None:
            yield from _paragraphs(block, own)
        case Listing() if own is not None:
            yield replace(block, points=_both(_joined(block.points), own.text))
        case Heading() if own is not None:
            yield replace(block, text=_chosen(block.text, own.text))
        case Notice() | Cover():
            yield _titled(block, edits)
        case _:
            yield block


def _paragraphs(block: Paragraph, edit: Edit) -> Iterator[Block]:
    """Yield a paragraph for each line that the person wrote; its sources stay with the last."""
    texts = _both(block.text, edit.text)
    for place, text in enumerate(texts, 1):
        sources = block.sources if place == len(texts) else ()
        yield replace(block, text=text, sources=sources)


def _titled(block: Notice | Cover, edits: dict[str, Edit]) -> Block:
    title = _from(edits, block.key + TITLE, block.title)
    if isinstance(block, Cover):
        subtitle = _from(edits, block.key + SUBTITLE, block.subtitle)
        return replace(block, title=title, subtitle=subtitle)
    return replace(block, title=title, text=_from(edits, block.key, block.text))


def _from(edits: dict[str, Edit], key: str, generated: Text) -> Text:
    return _chosen(generated, edits[key].text) if key in edits else generated


def _chosen(generated: Text, written: Text) -> Text:
    """Return the person's words, in a language where there are none the generated ones."""
    return Text(written.th.strip() or generated.th, written.en.strip() or generated.en)


def _both(generated: Text, written: Text) -> tuple[Text, ...]:
    """Part the chosen words into lines; where one language has fewer, its last ones are ""."""
    chosen = _chosen(generated, written)
    thai, english = _lines(chosen.th), _lines(chosen.en)
    length = max(len(thai), len(english))
    pairs = zip(_filled(thai, length), _filled(english, length), strict=True)
    return tuple(Text(*pair) for pair in pairs)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()] or [words]


def _filled(parts: list[str], length: int) -> list[str]:
    return [*parts, *[""] * (length - len(parts))]
