"""The score runs of a year in few numbers, for those who decide which of them people see."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.methodology.wording import Text
from prongsai.results.models import AgencyScore
from prongsai.results.queries.country import mean_of
from prongsai.results.queries.runs import KeptRun, kept_runs
from prongsai.results.rules import RunUnknown
from prongsai.results.rules.rights import require_scores_reader


@dataclass(frozen=True)
class LevelCount:
    """How many agencies have a level; its position, 0 is the best."""

    name: Text
    place: int
    agencies: int


@dataclass(frozen=True)
class RunSummary:
    """A run: the mean of its totals in hundredths, and how many agencies have each level."""

    run: KeptRun
    mean: int | None
    levels: tuple[LevelCount, ...]
    #: Agencies without a level.
    unknown: int


@dataclass(frozen=True)
class RunDifference:
    """What people will see that they do not see now: agencies, and by how much the mean moves."""

    new: int
    gone: int
    higher: int
    lower: int
    alike: int
    mean: int | None


def runs_of_year(framework: str, year_be: int, *, reader: Actor) -> list[RunSummary]:
    """Return the runs of a year, the latest first.

    Raises:
        NotAllowed: the reader sees what is published, and no more.
    """
    require_scores_reader(reader)
    runs = kept_runs(framework, year_be)
    counted = (
        AgencyScore.objects.filter(run__in=[run.id for run in runs])
        .values_list("run", "level")
        .annotate(Count("pk"), Count("total"), Sum("total"))
        .order_by()
    )
    of_run: dict[int, list[tuple[int | None, int, int, int | None]]] = {}
    for run, *counts in counted:
        of_run.setdefault(run, []).append((counts[0], counts[1], counts[2], counts[3]))
    return [_summary(run, of_run.get(run.id, [])) for run in runs]


def run_of_year(framework: str, year_be: int, run: int, *, reader: Actor) -> RunSummary:
    """Return a run of a year.

    Raises:
        NotAllowed: as `runs_of_year`.
        RunUnknown: that year has none of this number.
    """
    found = [one for one in runs_of_year(framework, year_be, reader=reader) if one.run.id == run]
    if not found:
        raise RunUnknown(run=run)
    return found[0]


def published_of_year(framework: str, year_be: int, *, reader: Actor) -> RunSummary | None:
    """Return the run of a year that people see, if there is one.

    Raises:
        NotAllowed: as `runs_of_year`.
    """
    runs = runs_of_year(framework, year_be, reader=reader)
    return next((one for one in runs if one.run.published), None)


def difference(now: RunSummary, then: RunSummary) -> RunDifference:
    """Return what changes for people when one run is published in place of another."""
    old, new = _totals(then.run.id), _totals(now.run.id)
    both = [(old[agency], new[agency]) for agency in old.keys() & new.keys()]
    known = [(a, b) for a, b in both if a is not None and b is not None]
    higher = sum(b > a for a, b in known)
    lower = sum(b < a for a, b in known)
    has_means = now.mean is not None and then.mean is not None
    return RunDifference(
        new=len(new.keys() - old.keys()),
        gone=len(old.keys() - new.keys()),
        higher=higher,
        lower=lower,
        alike=len(both) - higher - lower,
        mean=(now.mean or 0) - (then.mean or 0) if has_means else None,
    )


def _totals(run: int) -> dict[int, int | None]:
    return dict(AgencyScore.objects.filter(run=run).values_list("agency", "total"))


def _summary(run: KeptRun, counts: list[tuple[int | None, int, int, int | None]]) -> RunSummary:
    levels = frozen_edition(run.edition_sha256).rules.levels
    by_level = {level: agencies for level, agencies, _known, _sum in counts}
    known = sum(known for _level, _agencies, known, _sum in counts)
    added = sum(total or 0 for *_others, total in counts)
    return RunSummary(
        run,
        mean_of(added if known else None, known),
        tuple(
            LevelCount(level.name, place, by_level.get(place, 0))
            for place, level in enumerate(levels)
        ),
        by_level.get(None, 0),
    )
