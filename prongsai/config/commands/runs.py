"""Lists the score runs that are kept; publishes one, or withdraws it from the public.

Nothing that is kept is ever changed or removed.
  prongsai runs
  prongsai runs --publish 3
"""

from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.config.options import add_output, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.results.queries.runs import kept_runs
from prongsai.results.services.keeping import publish_run, withdraw_run


def add_arguments(parser: ArgumentParser) -> None:
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument("--publish", type=int, metavar="RUN", help="เผยแพร่ผลชุดนี้ | publish this run")
    wish.add_argument(
        "--withdraw", type=int, metavar="RUN", help="ถอนผลชุดนี้ | take this run from the public"
    )
    add_output(parser)


def run(arguments: Namespace) -> int:
    if arguments.publish is not None:
        publish_run(arguments.publish, by=OPERATOR, now=now())
    if arguments.withdraw is not None:
        withdraw_run(arguments.withdraw, by=OPERATOR, now=now())
    if arguments.json:
        put_json({"runs": [run.payload() for run in kept_runs()]})
    else:
        terminal("runs").show(kept_runs(), arguments.lang)
    return 0
