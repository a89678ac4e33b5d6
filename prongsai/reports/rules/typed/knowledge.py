"""What a reader of reports knows beforehand: the editions, and the words that they use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text
from prongsai.reports.rules.typed.lines import bare


@dataclass(frozen=True)
class Knowledge:
    """The editions of one framework by year."""

    editions: dict[int, Edition]

    @property
    def newest(self) -> Edition:
        """The edition whose names serve where no year is known."""
        return self.editions[max(self.editions)]

    def years_in(self, text: str) -> list[int]:
        """Return the years that a text names, those alone that a report can be of."""
        least, most = min(self.editions), max(self.editions) + 1
        return [
            year
            for year in map(int, re.findall(r"(?<!\d)\d{4}(?!\d)", text))
            if least <= year <= most
        ]

    @cached_property
    def instruments(self) -> tuple[str, ...]:
        """Codes of the instruments: IIT, EIT, OIT."""
        return _once(i.code for e in self._all for i in e.structure.instruments)

    @cached_property
    def letters(self) -> str:
        """The letters that codes of items begin with."""
        return "".join(_once(e.nodes[n].code[0] for e in self._all for n in e.of_kind(Kind.ITEM)))

    @cached_property
    def indicators(self) -> dict[int, str]:
        """Number of an indicator -> its name as it is compared."""
        return {i.no: bare(i.name.th) for i in self.newest.structure.indicators}

    @cached_property
    def measures(self) -> dict[str, str]:
        """Names of measure levels, as printed -> code."""
        return {m.name.th: m.code for e in self._all for m in e.rules.measure_levels}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Names of levels in all scales, the longest first: ผ่านดีเยี่ยม before ผ่านดี before ผ่าน."""
        return _longest(_once(x.name.th for e in self._all for x in e.rules.levels))

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """How verdicts of checklists are printed, the longest first."""
        return _longest(
            _once(
                option.text.th
                for edition in self._all
                for leaf in edition.leaves
                if edition.is_checklist(leaf)
                for option in edition.nodes[leaf].options
            )
        )

    def scale_of(self, level: str) -> tuple[int, int] | None:
        """Return the first and the last year whose scale has a level."""
        years = [
            year
            for year, edition in self.editions.items()
            if level in {one.name.th for one in edition.rules.levels}
        ]
        return (min(years), max(years)) if years else None

    @property
    def _all(self) -> list[Edition]:
        return [self.editions[year] for year in sorted(self.editions, reverse=True)]


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that any of these words matches, even where a line ends inside one."""
    return "|".join(r"\s?".join(map(re.escape, "".join(word.split()))) for word in words)


def indicator_name(knowledge: Knowledge, number: int) -> Text:
    """Return the name of an indicator."""
    named = {i.no: i.name for i in knowledge.newest.structure.indicators}
    return named[number]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _longest(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))
