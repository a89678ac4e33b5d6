"""Where a number in a document comes from: a calculation or a plan, an edition, an item of it."""

from dataclasses import dataclass, replace

from prongsai.methodology.wording import Text, same

_OF = Text("%(item)s: ", "%(item)s: ")
#: Stands before the sources of a table.
SOURCES = Text("ที่มาของตัวเลข: ", "Source of the numbers: ")


@dataclass(frozen=True)
class Source:
    """One source.

    made: the calculation, the plan, the file
    edition: "" where no edition is meant
    item: what of it, None for the whole
    shown: the number as the sentence shows it, "" where a cell shows it
    """

    made: Text
    edition: str = ""
    item: Text | None = None
    shown: str = ""

    @property
    def whole(self) -> "Source":
        """The same calculation without the single item."""
        return replace(self, item=None, shown="")

    @property
    def words(self) -> Text:
        """Say it in one line: "I12: th-ita/…, run 3"."""
        told = same("") if self.item is None else _OF.filled(item=self.item)
        return told + (same(f"{self.edition}, ") if self.edition else same("")) + self.made


def told(sources: tuple[Source, ...]) -> Text:
    """Say several sources in one line, each with the number that it explains.

    >>> told((Source(same("run 3"), "a/1", same("total"), "95.02"),)).en
    '95.02 = total: a/1, run 3'
    """
    lines = [
        (same(f"{source.shown} = ") if source.shown else same("")) + source.words
        for source in sources
    ]
    return Text("; ".join(line.th for line in lines), "; ".join(line.en for line in lines))
