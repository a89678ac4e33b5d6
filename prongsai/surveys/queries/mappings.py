"""Mappings that were saved, and the files that came in."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.methodology.edition.tree import Edition
from prongsai.surveys.models import ImportedFile, Mapping
from prongsai.surveys.rules.mapping import AnswerMapping, MappingUnknown


@dataclass(frozen=True)
class SavedMapping:
    """A mapping by name, and the year of the survey that it was made for."""

    name: str
    instrument: str
    year_be: int


@dataclass(frozen=True)
class CameIn:
    """A file of answers that was imported: how many of its rows were used and refused."""

    instrument: str
    rows: int
    refused: int
    imported_at: datetime


def saved_mappings(edition: Edition) -> list[SavedMapping]:
    """Return the mappings of a framework's surveys, those of the latest year first.

    A mapping of another year may serve: parts that the edition does not have are refused later.
    """
    found = Mapping.objects.filter(framework=edition.rules.framework)
    return [
        SavedMapping(one.name, one.instrument, one.year_be)
        for one in found.order_by("-year_be", "name")
    ]


def mapping_called(name: str, edition: Edition, instrument: str) -> AnswerMapping:
    """Return a saved mapping.

    Raises:
        MappingUnknown: there is none of this name for this survey.
    """
    of_survey = Mapping.objects.filter(framework=edition.rules.framework, instrument=instrument)
    found = of_survey.filter(name=name).first()
    if found is None:
        known = of_survey.order_by("name").values_list("name", flat=True)
        raise MappingUnknown(name=name, instrument=instrument, known=", ".join(known) or "–")
    return AnswerMapping(dict(found.columns), {p: dict(w) for p, w in found.words.items()})


def files_of(participation: Participation) -> list[CameIn]:
    """Return the files that came in for an agency, the latest first; nothing of what they say."""
    instruments = frozen_edition(participation.round.edition_id).structure.instruments
    return [
        CameIn(instruments[one.instrument].code, one.rows, one.refused, one.imported_at)
        for one in ImportedFile.objects.filter(participation=participation).order_by("-imported_at")
    ]
