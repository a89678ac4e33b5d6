"""Scoring a closed round: answers collected in the product, and what files add to them."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.services.rounds import mark_scored
from prongsai.directory.rules import Actor
from prongsai.evidence.queries.verdicts import verdict_tally
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.known import known_of
from prongsai.methodology.tally import Tally
from prongsai.results.models import ScoreRun
from prongsai.results.queries.histories import InputFile
from prongsai.results.rules import Agency
from prongsai.results.services.gathered import Gathered
from prongsai.results.services.gathering import Progress
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import Scored, no_progress, score_files
from prongsai.surveys.services.counting import tally_of

#: What the tally of a round is called among the inputs of its score run.
COLLECTED = "collected answers"
#: And what the verdicts on its disclosures are called.
JUDGED = "verdicts"


@transaction.atomic
def score_round(
    round_: Round,
    paths: list[Path],
    *,
    library: EditionLibrary,
    by: Actor,
    now: datetime,
    progress: Progress = no_progress,
) -> ScoreRun:
    """Score a closed round and keep the run, unpublished; its edition is the frozen one.

    In:  files with what was not collected here: verdicts, surveys held elsewhere

    Raises:
        NotAllowed, WrongState.
        StillCollecting: the round has not closed.
        UserError: a file cannot be read, or nothing can be scored.
    """
    edition = frozen_edition(round_.edition_id)
    counted = {COLLECTED: tally_of(round_, edition), JUDGED: verdict_tally(round_, edition)}
    tallies = {name: tally for name, tally in counted.items() if tally.agencies}
    collected = Gathered(
        library,
        named={edition.year_be: edition},
        directory={agency.code: agency for agency in _agencies(round_)},
        known={edition.year_be: [known_of(edition, tally=one) for one in tallies.values()]},
    )
    scored = score_files(paths, library=library, collected=collected, progress=progress)
    of_year = [found for found in scored.rounds if found.year_be == edition.year_be]
    mine = Scored(of_year, scored.findings, scored.tallied, scored.claims)
    mine_too = (_input_of(name, tally) for name, tally in tallies.items())
    inputs = (*mine_too, *input_files(paths))
    [run] = keep_results(
        mine, inputs, by=by, now=now, publish=False, replace=True, progress=progress
    )
    mark_scored(round_, by=by, now=now)
    return run


def _agencies(round_: Round) -> list[Agency]:
    """Return who takes part, as they were when they entered."""
    told = Participation.objects.filter(round=round_).select_related("agency")
    return [
        Agency(
            one.agency.code,
            one.agency.name_th,
            one.agency.name_en,
            one.group,
            one.ministry,
            one.province,
            one.staff,
            one.public,
        )
        for one in told
    ]


def _input_of(name: str, tally: Tally) -> InputFile:
    """Name a tally by its hash: agencies and counts say all that scores follow from."""
    counts = tally.counts.astype("<i4").tobytes()
    digest = sha256("\n".join(tally.agencies).encode() + b"\0" + counts)
    return InputFile(name, digest.hexdigest(), len(counts))
