"""Lists what was asked for in the background: what waits, is being done, is done or failed.

What ended more than 30 days ago is no longer there.
  prongsai jobs
  prongsai jobs --json
"""

from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.config.options import add_output, put_json, terminal
from prongsai.foundation.queries.jobs import has_worker, recent_jobs


def add_arguments(parser: ArgumentParser) -> None:
    add_output(parser)


def run(arguments: Namespace) -> int:
    is_worked = has_worker(now())
    if arguments.json:
        put_json({"worker": is_worked, "jobs": [job.payload() for job in recent_jobs()]})
    else:
        terminal("jobs").show(recent_jobs(), is_worked, arguments.lang)
    return 0
