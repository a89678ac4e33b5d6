"""What contradicts itself in a library of measures, or an edition that it speaks of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from prongsai.improvement.rules.library_files import Answers, LibraryFile, LibraryMeasure
from prongsai.methodology.edition.faults import doubtful_without_reason, empty_texts
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Steps

#: Year -> codes of its items.
Items = Mapping[int, frozenset[str]]
Found = Iterator[tuple[Steps, Text]]

_TWICE = Text("%(id)s มีอยู่แล้ว", "%(id)s stands twice")
_BACKWARDS = Text("until มาก่อน since", "until is before since")
_NO_ITEM = Text("กรอบปี %(year)s ไม่มีข้อ %(code)s", "the edition of %(year)s has no item %(code)s")
_OPEN = Text(
    "ยังไม่มีมาตรการตอบข้อ %(codes)s ของปี %(year)s",
    "no measure answers %(codes)s of %(year)s",
)


def faults_of_library(content: LibraryFile, editions: Items) -> Found:
    """Yield everything that is wrong: its place and a sentence."""
    for file_faults in (doubtful_without_reason("", content), empty_texts("", content)):
        yield from ((place, message) for _, place, message in file_faults)
    measures = list(_measures(content))
    yield from _twice([(("themes", n), theme.id) for n, theme in enumerate(content.themes)])
    yield from _twice([(place, measure.id) for place, measure in measures])
    for place, measure in measures:
        for number, answers in enumerate(measure.answers):
            yield from _in_answers((*place, "answers", number), answers, editions)
    yield from _unanswered(content, [measure for _, measure in measures], editions)


def _measures(content: LibraryFile) -> Iterator[tuple[Steps, LibraryMeasure]]:
    for one, theme in enumerate(content.themes):
        for two, measure in enumerate(theme.measures):
            yield ("themes", one, "measures", two), measure


def _twice(named: list[tuple[Any, str]]) -> Found:
    times = Counter(id_ for _, id_ in named)
    seen = set()
    for place, id_ in named:
        if id_ in seen and times[id_] > 1:
            yield (*place, "id"), _TWICE.filled(id=id_)
        seen.add(id_)


def _in_answers(place: Steps, answers: Answers, editions: Items) -> Found:
    if answers.until is not None and answers.until < answers.since:
        yield (*place, "until"), _BACKWARDS
    for year, there in sorted(editions.items()):
        if answers.holds_in(year):
            for code in sorted(set(answers.codes) - there):
                yield (*place, "items"), _NO_ITEM.filled(year=year, code=code)


def _unanswered(content: LibraryFile, measures: list[LibraryMeasure], editions: Items) -> Found:
    for year, there in sorted(editions.items()):
        if year < content.answers_all_since:
            continue
        answered = {code for measure in measures for code in measure.items_in(year)}
        if left := sorted(there - answered):
            yield ("answers_all_since",), _OPEN.filled(codes=", ".join(left), year=year)
