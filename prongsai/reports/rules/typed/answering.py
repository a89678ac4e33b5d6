"""Which weak points the measures of a plan answer.

Who made the measures in the product says it of each. Of a typed plan nobody says it: topics, a
file of words for questions and for measures, make a guess.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.wording import Text
from prongsai.reports.rules.typed.findings import UNANSWERED
from prongsai.reports.rules.typed.lines import bare
from prongsai.reports.rules.typed.stating import Case

#: Letters of a question that a finding shows.
_SHOWN = 90


@dataclass(frozen=True)
class Topic:
    """Something that questions ask about and measures deal with; the first that fits counts.

    items, measures: words of which one must stand in a question, and one in a measure
    """

    code: str
    items: tuple[str, ...]
    measures: tuple[str, ...]

    def is_of(self, question: str) -> bool:
        return any(word in question for word in self._asked)

    def is_answered_by(self, measures: str) -> bool:
        return any(word in measures for word in map(bare, self.measures))

    @cached_property
    def _asked(self) -> list[str]:
        """Letters of the words that every weak point is held against."""
        return [bare(words) for words in self.items]


def unanswered(weak: Iterable[str], answered: Iterable[str]) -> list[str]:
    """Return the weak items that no measure answers.

    In: codes of weak items, and of the items that the measures of the plan answer
    """
    known = set(answered)
    return [code for code in dict.fromkeys(weak) if code not in known]


def guessed_answers(
    weak: Iterable[str], measures: Iterable[str], topics: list[Topic], edition: Edition
) -> set[str]:
    """Guess which weak items measures answer, by the words of both.

    Missing: an item that no topic speaks of counts as answered, for nothing can be told
    """
    plan = bare(" ".join(measures))
    answered = set()
    for code in weak:
        question = bare(question_of(edition, code))
        topic = next((one for one in topics if one.is_of(question)), None)
        if topic is None or topic.is_answered_by(plan):
            answered.add(code)
    return answered


def question_of(edition: Edition, code: str) -> str:
    """Return what an item asks, its parts included."""
    node = edition.position[code]
    return " ".join(edition.nodes[one].text.th for one in (node, *edition.children[node]))


def unanswered_in(case: Case, topics: list[Topic]) -> Iterator[Finding]:
    """Return the weak points of a typed report that its plan seems to leave alone."""
    if not case.report.themes:
        return
    edition = case.detail_edition
    rows = {
        edition.nodes[edition.above(one.node, Kind.ITEM)].code: one.row.line
        for one in reversed(case.placed)
    }
    weak = sorted(rows, key=edition.position.__getitem__)
    measures = [theme.text for theme in case.report.themes]
    answered = guessed_answers(weak, measures, topics, edition) | case.report.plan_codes
    for code in unanswered(weak, answered):
        words = edition.nodes[edition.position[code]].text
        yield found(
            UNANSWERED,
            year_be=edition.year_be,
            place=case.place(rows[code]),
            code=code,
            text=Text(_cut(words.th), _cut(words.en)),
        )


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
