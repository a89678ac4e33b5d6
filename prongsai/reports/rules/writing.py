"""A report as it is written: under each heading the words that a person may put in place."""

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks import Document, Heading
from prongsai.reports.rules.editing import Edit, Stale, words_of


@dataclass(frozen=True)
class WordsRow:
    """Words that are generated, and what a person wrote in their place.

    now: what would be generated today
    """

    key: str
    now: Text
    edit: Edit | None
    is_stale: bool

    @property
    def shown(self) -> Text:
        """The words as the report has them."""
        if self.edit is None or self.edit.left_out:
            return self.now
        return Text(self.edit.text.th or self.now.th, self.edit.text.en or self.now.en)


@dataclass(frozen=True)
class Passage:
    """What stands under a heading; the first passage has none."""

    heading: Text | None
    rows: tuple[WordsRow, ...]


def passages(
    document: Document, edits: Iterable[Edit], stale: Iterable[Stale]
) -> tuple[Passage, ...]:
    """Return everything that can be written anew, in the order of the generated document."""
    by_key = {edit.key: edit for edit in edits}
    moved = {one.key for one in stale}
    found: list[tuple[Text | None, dict[str, WordsRow]]] = [(None, {})]
    seen: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append((block.text, {}))
        for key, text in words_of(block):
            if key not in seen:
                seen.add(key)
                found[-1][1][key] = WordsRow(key, text, by_key.get(key), key in moved)
    return tuple(Passage(heading, tuple(rows.values())) for heading, rows in found if rows)


def row_of(parts: Iterable[Passage], key: str) -> WordsRow | None:
    """Return the words of a key; None where nothing is called that."""
    return next((row for part in parts for row in part.rows if row.key == key), None)
