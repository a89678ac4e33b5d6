"""The letters about verdicts and objections to all agencies of a round, as files in a folder."""

from datetime import datetime
from pathlib import Path

from prongsai.assessments.models import Participation, Round
from prongsai.directory.rules import Actor
from prongsai.evidence.rules.reviewers import require_watcher
from prongsai.foundation.rules import FolderUnwritable
from prongsai.reports.rules.objection_letters import NothingToWrite
from prongsai.reports.services.objection_letters import make_letter


def write_letters(  # what they are, and where to
    round_: Round, kind: str, form: str, *, out: Path, by: Actor, now: datetime
) -> list[Path]:
    """Write a letter to each agency to which there is something to say; return the files.

    Raises:
        NotAllowed: the central administrator and auditors may.
        LetterUnknown, FontsMissing.
        FolderUnwritable: the folder cannot be made or written.
    """
    require_watcher(by)
    entered = Participation.objects.filter(round=round_).select_related("round", "agency")
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for one in entered.order_by("agency__code").iterator(chunk_size=200):
            path = out / f"{one.agency.code}-{round_.year_be}-{kind}.{form}"
            try:
                path.write_bytes(make_letter(one, kind, form, by=by, now=now))
            except NothingToWrite:
                continue
            paths.append(path)
    except OSError as error:
        raise FolderUnwritable(folder=out, why=error.strerror) from error
    return paths
