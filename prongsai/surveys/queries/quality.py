"""How the sheets of a closed round were filled in: agency by agency, never person by person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
from django.core.cache import cache

from prongsai import __version__
from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.quality import Quality, Sign
from prongsai.methodology.wording import Text
from prongsai.surveys.models import ImportedFile
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.queries.responses import Stored, require_closed, stored_responses
from prongsai.surveys.rules.quality import (
    Details,
    Measured,
    Responses,
    details_of,
    measured,
    require_quality_list_reader,
    require_quality_reader,
    sees_every_quality,
)
from prongsai.surveys.rules.quality_words import NUMBERS, Line, lines_of, numbers_of, people_of

#: What `quality_rows` has of each agency and survey; people, if nothing else is said.
QUALITY_COLUMNS = ("agency", "instrument", *NUMBERS)
_EPOCH = date(1970, 1, 1)
#: Measures that are kept are those of this version of the program, down to what they consist of.
_SHAPE = sha256(
    " ".join(
        f"{kind.__module__} {kind.__name__} {[field.name for field in fields(kind)]} {__version__}"
        for kind in (Measured, Quality)
    ).encode()
).hexdigest()[:16]


@dataclass(frozen=True, eq=False)
class SurveyQuality:
    """One survey of an agency; `measured` has more agencies, this one stands at `row`."""

    name: Text
    code: str
    #: None when nobody answered; `details` is None when too few did.
    responses: int
    smallest: int
    measured: Measured | None
    row: int
    details: Details | None

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered to tell of them."""
        return self.details is not None

    @property
    def lines(self) -> list[Line]:
        """Every measure in words; none of too few people."""
        if self.measured is None or not self.is_shown:
            return []
        return lines_of(self.measured, self.row, self.smallest)

    @property
    def blocks(self) -> list[dict[str, object]]:
        """The runs of each scale; how many sheets are one run only, in words."""
        return [
            {**vars(block), "straight": people_of(block.straight, self.responses, self.smallest)}
            for block in (self.details.blocks if self.details else ())
        ]

    @property
    def days(self) -> list[tuple[date, int]]:
        """The unusual days, and how many answers came in on each."""
        found = self.details.unusual_days if self.details else ()
        return [(_EPOCH + timedelta(days=day), count) for day, count in found]


@dataclass(frozen=True)
class AgencySigns:
    """An agency of a round: how many responses each survey has, and which signs."""

    agency: str
    name: Text
    responses: dict[str, int]
    signs: tuple[tuple[str, Sign], ...]

    @property
    def count(self) -> int:
        """How many signs there are in all surveys."""
        return len(self.signs)

    @property
    def by_survey(self) -> dict[str, list[Text]]:
        """The signs of each survey."""
        found: dict[str, list[Text]] = {}
        for survey, sign in self.signs:
            found.setdefault(survey, []).append(sign.value)
        return found

    def is_called(self, words: str) -> bool:
        """Whether its code or name has these words in it."""
        named = f"{self.agency} {self.name.th} {self.name.en}"
        return words.casefold() in named.casefold()


def round_quality(round_: Round) -> list[Measured]:
    """Measure all surveys of a closed round; measured once, as nothing changes any more.

    Raises:
        StillCollecting: nobody sees answers before the round closes.
    """
    require_closed(round_)
    imported = ImportedFile.objects.filter(round=round_).count()
    key = f"quality-{_SHAPE}-{round_.edition_id[:16]}-{round_.pk}-{imported}"
    found: list[Measured] | None = cache.get(key)
    if found is None:
        found = _measured(round_)
        cache.set(key, found, timeout=None)
    return found


def agency_quality(participation: Participation, *, reader: Actor) -> list[SurveyQuality]:
    """Return the quality of the surveys of an agency.

    Raises:
        NotAllowed: the reader may not see it.
        StillCollecting: nobody sees answers before the round closes.
    """
    require_quality_reader(reader, agency=participation.agency_id, ministry=participation.ministry)
    round_, code = participation.round, participation.agency.code
    edition = frozen_edition(round_.edition_id)
    surveys = {one.instrument: one for one in round_quality(round_)}
    mine = {one.instrument: one for one in stored_responses(round_, participation.pk)}
    return [
        _survey(edition, place, surveys.get(place), mine.get(place), code)
        for place, told in enumerate(edition.structure.instruments)
        if told.kind == "survey"
    ]


def quality_list(round_: Round, *, reader: Actor) -> list[AgencySigns]:
    """Return the agencies that a reader compares, those with most signs first.

    Raises:
        NotAllowed: the reader may not compare agencies.
        StillCollecting: nobody sees answers before the round closes.
    """
    require_quality_list_reader(reader)
    surveys = round_quality(round_)
    entered = Participation.objects.filter(round=round_).order_by("agency__code")
    if not sees_every_quality(reader):
        entered = entered.filter(ministry__in=sorted(reader.ministries - {""}))
    names = entered.values_list("agency__code", "agency__name_th", "agency__name_en")
    instruments = frozen_edition(round_.edition_id).structure.instruments
    counts: dict[str, dict[str, int]] = {}
    signs: dict[str, list[tuple[str, Sign]]] = {}
    for one in surveys:
        survey = instruments[one.instrument].code
        for agency, number in zip(one.agencies, one.quality.respondents.tolist(), strict=True):
            counts.setdefault(agency, {})[survey] = number
        for sign, flags in one.signs.items():
            for row in np.flatnonzero(flags).tolist():
                signs.setdefault(one.agencies[row], []).append((survey, sign))
    found = [
        AgencySigns(
            code,
            Text(thai or english or code, english or thai or code),
            counts.get(code, {}),
            tuple(signs.get(code, ())),
        )
        for code, thai, english in names
    ]
    return sorted(found, key=lambda one: -one.count)


def signs_in_all(found: list[AgencySigns]) -> dict[Text, dict[str, int]]:
    """Return for each sign that there is, and each survey, in how many agencies."""
    counts = Counter(sign for one in found for sign in one.signs)
    surveys = sorted({survey for one in found for survey in one.responses}, reverse=True)
    return {
        sign.value: {survey: counts[survey, sign] for survey in surveys}
        for sign in Sign
        if any(counts[survey, sign] for survey in surveys)
    }


def quality_rows(round_: Round, *, reader: Actor) -> Iterator[dict[str, Any]]:
    """Yield a row for every agency and survey, for files; numbers of too few people are None.

    Raises:
        NotAllowed: the reader may not see every agency.
        StillCollecting: nobody sees answers before the round closes.
    """
    require_quality_list_reader(reader, all_of_them=True)
    edition = frozen_edition(round_.edition_id)
    for one in round_quality(round_):
        survey = edition.structure.instruments[one.instrument].code
        for row, agency in enumerate(one.agencies):
            numbers = numbers_of(one, row, edition.rules.statistics.smallest_group)
            yield dict(zip(QUALITY_COLUMNS, (agency, survey, *numbers), strict=True))


def _survey(
    edition: Edition, place: int, whole: Measured | None, mine: Stored | None, agency: str
) -> SurveyQuality:
    told, leaves = edition.structure.instruments[place], leaves_of(edition, place)
    smallest = edition.rules.statistics.smallest_group
    count = len(mine.haste) if mine else 0
    details = None
    if mine and whole and count >= smallest:
        details = details_of(_responses([mine], len(leaves)), edition, leaves)
    row = whole.agencies.index(agency) if details and whole else -1
    return SurveyQuality(told.name, told.code, count, smallest, whole, row, details)


def _measured(round_: Round) -> list[Measured]:
    edition = frozen_edition(round_.edition_id)
    by_survey: dict[int, list[Stored]] = {}
    for one in stored_responses(round_):
        by_survey.setdefault(one.instrument, []).append(one)
    found = []
    for place in sorted(by_survey):
        leaves = leaves_of(edition, place)
        responses = _responses(by_survey.pop(place), len(leaves))
        found.append(measured(responses, edition, place, leaves))
    return found


def _responses(stored: Iterable[Stored], parts: int) -> Responses:
    mine = sorted(stored, key=lambda one: one.agency)
    sizes = [len(one.haste) for one in mine]
    return Responses(
        tuple(one.agency for one in mine),
        np.repeat(np.arange(len(mine)), sizes),
        np.frombuffer(b"".join(one.answers for one in mine), np.uint8).reshape(-1, parts),
        np.frombuffer(b"".join(one.haste for one in mine), np.uint8),
        np.frombuffer(b"".join(one.days for one in mine), ">i4").astype(np.int64),
    )
