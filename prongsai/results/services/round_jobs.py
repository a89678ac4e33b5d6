"""Scoring a round in the background, with files that were sent along."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState, require_next
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.queries import actor_numbered
from prongsai.directory.rules import Actor
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import UserError, require_tables
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.jobs import Running, begin_job, in_background
from prongsai.foundation.services.uploads import Sent, drop_upload, keep_upload, upload_path
from prongsai.methodology.wording import Text
from prongsai.results.rules.rights import require_scorer
from prongsai.results.services.rounds import score_round
from prongsai.surveys.rules.collecting import StillCollecting

_SCORE = Text("คิดคะแนนของรอบการประเมิน", "Score a round")


@in_background("results.score_round", _SCORE)
def _scoring(
    job: Running, *, framework: str, year_be: int, uploads: Sequence[str]
) -> dict[str, Any]:
    by = actor_numbered(job.asked_by)
    try:
        run = score_round(
            round_of(framework, year_be),
            [upload_path(name, by=by) for name in uploads],
            library=EditionLibrary(*map(Path, settings.PRONGSAI_FRAMEWORKS)),
            by=by,
            now=job.now,
            progress=job.progress,
        )
    except UserError:  # it is not tried again
        _drop(uploads, by)
        raise
    transaction.on_commit(partial(_drop, uploads, by))
    return {"run": run.pk}


def _drop(uploads: Sequence[str], by: Actor) -> None:
    for name in uploads:
        drop_upload(name, by=by)


def ask_for_scores(
    round_: Round, files: Sequence[Sent], *, by: Actor, now: datetime, leads_to: str = ""
) -> UUID:
    """Have a closed round scored in the background; return the job. The run is kept, unpublished.

    In: files with what was not collected here: verdicts, surveys held elsewhere

    Raises:
        NotAllowed: only the central administrator may.
        StillCollecting, WrongState: the round is not closed.
        FileKindUnknown, UploadsTooMany, UploadTooLarge, JobUnderWay.
    """
    require_scorer(by)
    state = RoundState(Round.objects.values_list("state", flat=True).get(pk=round_.pk))
    if state is RoundState.COLLECTING:
        raise StillCollecting(round=str(round_))
    require_next(state, RoundState.SCORED)
    require_tables([file.name or "" for file in files])
    kept: list[str] = []
    try:
        kept += [keep_upload(file, by=by, now=now) for file in files]
        return _begin(round_, kept, by=by, now=now, leads_to=leads_to)
    except BaseException:
        _drop(kept, by)
        raise


@transaction.atomic
def _begin(round_: Round, uploads: list[str], *, by: Actor, now: datetime, leads_to: str) -> UUID:
    job = begin_job(
        _scoring,
        f"round:{round_}",
        by=by,
        now=now,
        leads_to=leads_to,
        framework=round_.framework,
        year_be=round_.year_be,
        uploads=uploads,
    )
    audit("results.asked", f"round:{round_}", by=by, now=now, files=len(uploads))
    return job
