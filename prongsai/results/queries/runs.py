"""The score runs that are kept, for those who decide what is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prongsai.results.models import Publication, ScoreRun
from prongsai.results.rules import RunUnknown


@dataclass(frozen=True)
class KeptRun:
    """A score run and whether people see it."""

    id: int
    edition: str
    edition_sha256: str
    year_be: int
    agencies: int
    made_at: datetime
    program: str
    base: int | None
    inputs: tuple[dict[str, Any], ...]
    published: bool

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "run": self.id,
            "year_be": self.year_be,
            "edition": self.edition,
            "edition_sha256": self.edition_sha256,
            "agencies": self.agencies,
            "made_at": self.made_at.isoformat(),
            "program": self.program,
            "base": self.base,
            "inputs": list(self.inputs),
            "published": self.published,
        }


def kept_run(run: int) -> KeptRun:
    """Return a run.

    Raises:
        RunUnknown: there is none of this number.
    """
    found = next((one for one in kept_runs() if one.id == run), None)
    if found is None:
        raise RunUnknown(run=run)
    return found


def kept_runs(framework: str = "", year_be: int = 0) -> list[KeptRun]:
    """Return every run, or those of a year; the latest year first, and of a year the latest run."""
    published = set(Publication.objects.values_list("run", flat=True))
    runs = ScoreRun.objects.select_related("edition").order_by("-edition__year_be", "-pk")
    if framework:
        runs = runs.filter(edition__framework=framework, edition__year_be=year_be)
    return [
        KeptRun(
            id=run.pk,
            edition=str(run.edition),
            edition_sha256=run.edition_id,
            year_be=run.edition.year_be,
            agencies=run.agencies,
            made_at=run.made_at,
            program=run.program,
            base=run.base_id,
            inputs=tuple(run.inputs),
            published=run.pk in published,
        )
        for run in runs
    ]
