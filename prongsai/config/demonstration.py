"""The demonstration's data, in a database that holds nothing else."""

from pathlib import Path

from django.utils.timezone import now

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text
from prongsai.results.queries.runs import kept_runs
from prongsai.results.services.gathering import Progress
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files


class DatabaseInUse(UserError):
    code = "DEMO-001"
    message = Text(
        "ฐานข้อมูลใน DATABASE_URL มีผลของท่านอยู่แล้ว จึงไม่ใส่ข้อมูลตัวอย่างปนลงไป",
        "The database of DATABASE_URL holds results of yours; examples are not mixed in.",
    )
    remedy = Text(
        "ไม่ต้องตั้ง DATABASE_URL หรือใช้ฐานข้อมูลว่าง",
        "Leave DATABASE_URL unset, or name an empty database.",
    )


def is_filled(printed: list[Path]) -> bool:
    """Whether the demonstration's data are there already.

    Raises:
        DatabaseInUse: other results are.
    """
    runs = kept_runs()
    marks = {file.sha256 for file in input_files(printed)}
    if any(marks.isdisjoint(file["sha256"] for file in run.inputs) for run in runs):
        raise DatabaseInUse()
    return bool(runs)


def fill(paths: list[Path], library: EditionLibrary, progress: Progress) -> None:
    """Score the examples, keep and publish them."""
    scored = score_files(paths, library=library, progress=progress)
    keep_results(scored, input_files(paths), now=now(), progress=progress)
