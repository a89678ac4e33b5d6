"""Documents of different agencies that are nearly the same, or name somebody else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from prongsai.assessments.models import Participation, Round
from prongsai.evidence.models import CapturedText, Link
from prongsai.evidence.queries.looks import last_texts
from prongsai.evidence.rules.similar import (
    BINS,
    Hashes,
    Names,
    Sketches,
    hashes_of,
    near_groups,
    runs_of,
    similarity,
    sketch_of,
)
from prongsai.methodology.wording import Text

ALIKE = 0.8
#: A text of fewer letters says too little to be a copy of another.
_ENOUGH = 200
_AT_A_TIME = 500
#: Told of items: how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Document:
    """A link of an agency, and the text that it showed the last time."""

    item: str
    agency: str
    name: Text
    page: int
    address: str
    text: str


@dataclass(frozen=True)
class Copy:
    """A document, and how much of it is the same as in the first of its group, 0 to 1."""

    document: Document
    likeness: float


@dataclass(frozen=True)
class CopyGroup:
    """Documents of several agencies for one item that are nearly the same."""

    item: str
    copies: tuple[Copy, ...]

    @property
    def agencies(self) -> int:
        """How many agencies have it."""
        return len({copy.document.agency for copy in self.copies})


@dataclass(frozen=True)
class WrongName:
    """A document that names another agency and not its own."""

    document: Document
    named: tuple[str, ...]


def near_copies(
    round_: Round, *, at_least: float = ALIKE, progress: Progress = lambda _done, _of: None
) -> Iterator[CopyGroup]:
    """Yield documents of one item that are nearly the same in different agencies, item by item.

    In: `at_least` is the share of runs of letters in common, 0 to 1. Agencies that name the same
        page have no copy of it
    """
    items = _items(round_)
    for done, item in enumerate(items):
        progress(done, len(items))
        texts = _by_text(_documents(round_, item))
        names, sketches = _sketches(texts)
        for group in _near(names, sketches, at_least):
            found = _group(item, [one for name in group for one in texts[name]])
            if found.agencies > 1 and len({copy.document.page for copy in found.copies}) > 1:
                yield found


def _near(names: list[str], sketches: Sketches, at_least: float) -> Iterator[list[str]]:
    """Yield digests of texts that are nearly the same, and those of single texts at the end."""

    def alike(one: int, other: int) -> bool:
        return _likeness(names[one], names[other]) >= at_least

    single = dict.fromkeys(names)
    for group in near_groups(sketches, at_least, alike):
        yield [names[place] for place in group]
        for place in group:
            del single[names[place]]
    for name in single:
        yield [name]


def wrong_names(
    round_: Round, *, progress: Progress = lambda _done, _of: None
) -> Iterator[WrongName]:
    """Yield documents in which another agency of the round is named, but not their own.

    Missing: an agency whose name has fewer than ten letters is not looked for
    """
    entered = Participation.objects.filter(round=round_).values_list(
        "agency__code", "agency__name_th", "agency__name_en"
    )
    written = {code: [name for name in (th, en) if name] for code, th, en in entered}
    names = Names(written)
    items = _items(round_)
    for done, item in enumerate(items):
        progress(done, len(items))
        documents = _by_text(_documents(round_, item))
        for digest, text in _texts(documents):
            found = names.found_in(text)
            for document in documents[digest]:
                if found and document.agency not in found:
                    yield WrongName(document, tuple(sorted(found)))


def _items(round_: Round) -> list[str]:
    items = Link.objects.filter(disclosure__participation__round=round_)
    found = set(items.values_list("disclosure__item", flat=True))
    return sorted(found, key=lambda item: (len(item), item))


def _documents(round_: Round, item: str) -> list[Document]:
    links = Link.objects.filter(
        disclosure__participation__round=round_, disclosure__item=item, with_objection=False
    ).order_by("disclosure__participation__agency__code", "place")
    agency = "disclosure__participation__agency"
    rows = list(
        links.values_list(
            f"{agency}__code", f"{agency}__name_th", f"{agency}__name_en", "page", "page__address"
        )
    )
    text_of = last_texts(row[3] for row in rows)
    return [
        Document(item, code, Text(th or en or code, en or th or code), page, address, text_of[page])
        for code, th, en, page, address in rows
        if page in text_of
    ]


def _by_text(documents: list[Document]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for document in documents:
        found.setdefault(document.text, []).append(document)
    return found


def _texts(digests: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = sorted(digests)
    for start in range(0, len(wanted), _AT_A_TIME):
        some = CapturedText.objects.filter(pk__in=wanted[start : start + _AT_A_TIME])
        yield from some.values_list("pk", "text")


def _sketches(digests: Iterable[str]) -> tuple[list[str], Sketches]:
    """Return the digests of texts that say enough, and their sketches below each other."""
    names, rows = [], []
    for digest, text in _texts(digests):
        sketch = sketch_of(hashes_of(text)) if len(text) >= _ENOUGH else None
        if sketch is not None:
            names.append(digest)
            rows.append(sketch)
    return names, np.array(rows, np.uint8).reshape(len(rows), BINS)


@lru_cache(256)
def _runs(digest: str) -> Hashes:
    """Return the runs of a text, which never changes under its digest."""
    return runs_of(CapturedText.objects.get(pk=digest).text)


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else similarity(_runs(one), _runs(other))


def _group(item: str, documents: list[Document]) -> CopyGroup:
    ordered = sorted(documents, key=lambda one: (one.agency, one.page))
    first = ordered[0].text
    return CopyGroup(
        item, tuple(Copy(one, round(_likeness(first, one.text), 3)) for one in ordered)
    )
