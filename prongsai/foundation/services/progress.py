"""How far a job is, told while its own transaction is still open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from uuid import UUID

from django.db import connection

from prongsai.methodology.wording import Text

#: Seconds between two notes of the same step.
_PAUSE = 0.5
#: Letters of a step.
_LONGEST = 500
_NOTE = """
UPDATE foundation_backgroundjob SET step_th = %s, step_en = %s, done = %s, of = %s WHERE id = %s
"""


@contextmanager
def reporting(job: UUID) -> Iterator[Callable[[Text, int, int], None]]:
    """Give what notes the progress of a job, on a connection of its own.

    What the job changes is seen when all of it is done; how far it is must be seen before.
    """
    beside = connection.copy()
    last: list[tuple[float, str]] = [(0.0, "")]

    def note(what: Text, done: int, of: int) -> None:
        moment, (then, step) = monotonic(), last[0]
        if step == what.en and moment - then < _PAUSE and done < of:
            return
        last[0] = (moment, what.en)
        with beside.cursor() as cursor:
            cursor.execute(_NOTE, [what.th[:_LONGEST], what.en[:_LONGEST], done, of, job])

    try:
        yield note
    finally:
        beside.close()
