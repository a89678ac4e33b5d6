"""Keeping results: score runs in the database, and which of them people see."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np
from django.db import transaction

import prongsai
from prongsai.assessments.services.editions import freeze_edition
from prongsai.directory.rules import Actor
from prongsai.directory.rules.agencies import AgencyFacts
from prongsai.directory.services.agencies import remember_agencies
from prongsai.foundation.services.audit import audit
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.findings import Finding
from prongsai.methodology.known import merged
from prongsai.methodology.wording import Text
from prongsai.results.models import AgencyScore, Publication, ScoreRun
from prongsai.results.queries.histories import InputFile
from prongsai.results.queries.rounds import Round, conclude
from prongsai.results.queries.rows import Standing, computed_standings
from prongsai.results.queries.stored import (
    NUMBERS,
    agency_in,
    finding_from,
    finding_kept,
    known_in,
    stated_in,
)
from prongsai.results.rules import EditionChanged, RunUnknown, require_addressable
from prongsai.results.rules.rights import require_publisher
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import Scored, no_progress

_KEEPING = Text("เก็บผลปี %(year)s", "Keeping the results of %(year)s")
_BATCH = 1000


@dataclass(frozen=True)
class _Whole:
    """All that a run will say: its round, what was found, and what that follows from."""

    round: Round
    findings: list[Finding]
    inputs: list[InputFile]
    base: ScoreRun | None


@transaction.atomic
def keep_results(
    scored: Scored,
    inputs: tuple[InputFile, ...],
    *,
    by: Actor,
    now: datetime,
    publish: bool = True,
    replace: bool = False,
    progress: Progress = no_progress,
) -> list[ScoreRun]:
    """Keep one score run a year; agencies that the files do not mention are carried over.

    In:  `replace` begins anew: agencies that are published and not in the files are left out
    Out: the runs, published at once unless told otherwise

    Raises:
        NotAllowed: only the central administrator may.
        EditionChanged: agencies would be carried over, but were scored with another edition.
        AgencyCodeUnusable: a code cannot stand in an address.
    """
    require_publisher(by)
    for round_ in scored.rounds:
        require_addressable(round_.row_of)
    runs = []
    for number, round_ in enumerate(scored.rounds):
        year = round_.year_be
        progress(_KEEPING.filled(year=year), number, len(scored.rounds))
        mine = [finding for finding in scored.findings if finding.year_be == year]
        base = None if replace else _published_run(round_.edition)
        whole = _completed(_Whole(round_, mine, list(inputs), None), base)
        run = _keep(whole, now)
        told = {"agencies": run.agencies, "edition_sha256": run.edition_id}
        audit("results.kept", _named(run), by=by, now=now, **told)
        if publish:
            publish_run(run.pk, by=by, now=now)
        runs.append(run)
    progress(_KEEPING.filled(year=""), len(runs), len(runs))
    return runs


@transaction.atomic
def publish_run(run_id: int, *, by: Actor, now: datetime) -> Publication:
    """Let people see a run as the results of its year, in place of any other.

    Raises:
        NotAllowed: only the central administrator may.
        RunUnknown: there is none of this number.
    """
    require_publisher(by)
    run = ScoreRun.objects.select_related("edition").filter(pk=run_id).first()
    if run is None:
        raise RunUnknown(run=run_id)
    publication, _ = Publication.objects.update_or_create(
        framework=run.edition.framework,
        year_be=run.edition.year_be,
        defaults={"run": run, "published_at": now},
    )
    audit("results.published", _named(run), by=by, now=now)
    return publication


@transaction.atomic
def withdraw_run(run_id: int, *, by: Actor, now: datetime) -> None:
    """Take a run from the eyes of the public; it stays kept.

    Raises:
        NotAllowed: only the central administrator may.
        RunUnknown: no published run has this number.
    """
    require_publisher(by)
    publication = Publication.objects.select_related("run__edition").filter(run=run_id).first()
    if publication is None:
        raise RunUnknown(run=run_id)
    audit("results.withdrawn", _named(publication.run), by=by, now=now)
    publication.delete()


def _named(run: ScoreRun) -> str:
    return f"run:{run.edition}/{run.pk}"


def _published_run(edition: Edition) -> ScoreRun | None:
    publication = (
        Publication.objects.select_related("run__edition")
        .filter(framework=edition.rules.framework, year_be=edition.year_be)
        .first()
    )
    return publication.run if publication else None


def _completed(whole: _Whole, base: ScoreRun | None) -> _Whole:
    """Add the agencies of a published run that the new files do not mention."""
    if base is None:
        return whole
    round_ = whole.round
    rows = list(base.scores.select_related("agency").order_by("pk"))
    rows = [row for row in rows if row.agency.code not in round_.row_of]
    if not rows:
        return whole
    if base.edition_id != round_.edition.sha256:
        raise EditionChanged(year=round_.year_be, count=len(rows))
    known = merged(round_.edition, [round_.scores.known, known_in(round_.edition, rows)])
    directory = {agency.code: agency for agency in round_.agencies}
    directory |= {row.agency.code: agency_in(row) for row in rows}
    stated = {**round_.stated, **{row.agency.code: stated_in(row) for row in rows}}
    # Some findings are about several agencies, so those of the run itself stay as well.
    kept = [finding_from(kept) for row in rows for kept in row.findings]
    inputs = [InputFile(**file) for file in base.inputs]
    return _Whole(
        conclude(round_.edition, known, directory, None, stated),
        [*whole.findings, *kept],
        [*whole.inputs, *(file for file in inputs if file not in whole.inputs)],
        base,
    )


def _keep(whole: _Whole, now: datetime) -> ScoreRun:
    round_ = whole.round
    run = ScoreRun.objects.create(
        edition=freeze_edition(round_.edition),
        base=whole.base,
        inputs=[asdict(file) for file in whole.inputs],
        program=f"prongsai {prongsai.__version__}",
        made_at=now,
        agencies=len(round_.agencies),
        findings=[finding_kept(f) for f in whole.findings if f.agency not in round_.row_of],
    )
    ids = remember_agencies(
        AgencyFacts(a.code, a.name_th, a.name_en, a.group, a.ministry, a.province)
        for a in round_.agencies
    )
    rows = _rows(run, whole, ids)
    AgencyScore.objects.bulk_create(rows, batch_size=_BATCH)
    return run


def _rows(run: ScoreRun, whole: _Whole, ids: dict[str, int]) -> Iterator[AgencyScore]:
    round_, edition = whole.round, whole.round.edition
    published, known = round_.scores.published, round_.scores.known
    instruments = published[:, edition.of_kind(Kind.INSTRUMENT)].tolist()
    indicators = published[:, edition.of_kind(Kind.INDICATOR)].tolist()
    given = np.ascontiguousarray(known.given, NUMBERS)
    counts = np.ascontiguousarray(known.tally.counts, NUMBERS)
    standings = computed_standings(round_)
    findings: dict[str, list[Finding]] = {}
    for finding in whole.findings:
        findings.setdefault(finding.agency, []).append(finding)
    for row, agency in enumerate(round_.agencies):
        weak = [count for count in round_.weak_counts[row].tolist() if count != MISSING]
        yield AgencyScore(
            run=run,
            agency_id=ids[agency.code],
            group=agency.group,
            ministry=agency.ministry,
            province=agency.province,
            staff=agency.staff,
            public=agency.public,
            total=_or_none(int(round_.totals[row])),
            level=_or_none(int(round_.levels[row])),
            instruments=[_or_none(points) for points in instruments[row]],
            indicators=[_or_none(points) for points in indicators[row]],
            weak_items=sum(weak) if weak else None,
            standings=_standings(standings, row),
            stated={
                name: asdict(rank) for name, rank in round_.stated.get(agency.code, {}).items()
            },
            given=given[row].tobytes(),
            counts=counts[row].tobytes(),
            findings=[finding_kept(finding) for finding in findings.get(agency.code, [])],
        )


def _standings(tables: dict[str, list[Standing | None]], row: int) -> dict[str, object]:
    return {
        name: {"rank": found.rank, "of": found.of, "shared_with": found.shared_with}
        for name, table in tables.items()
        if (found := table[row])
    }


def _or_none(value: int) -> int | None:
    return None if value == MISSING else value
