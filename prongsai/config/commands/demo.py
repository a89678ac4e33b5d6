"""Shows a real department over five years, and an invented nation scored and explained.

It also finds what is wrong in the department's printed figures. Nothing is kept unless --out names
a folder.
"""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.config.options import add_frameworks, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.methodology.wording import same
from prongsai.results.queries.payload import finding_payload, result_payload
from prongsai.results.queries.rows import results_of
from prongsai.results.services.scoring import score_files
from prongsai.simulation.services import simulate_nation


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--agencies", type=int, default=300, metavar="N", help="หน่วยงานสมมติ | invented agencies"
    )
    parser.add_argument(
        "--respondents",
        type=int,
        default=60_000,
        metavar="N",
        help="ผู้ตอบสมมติ | invented respondents",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="เก็บประเทศสมมติไว้ที่นี่ | keep the nation here"
    )
    add_frameworks(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    editions = library(arguments)
    edition = editions.load(editions.proven)
    with ExitStack() as stack:
        folder = arguments.out or Path(stack.enter_context(TemporaryDirectory())) / "nation"
        with Waiting(arguments.lang) as progress:
            printed = score_files(
                editions.golden(editions.folder(edition.id)),
                library=editions,
                progress=progress,
            )
            simulate_nation(
                edition=edition,
                agencies=arguments.agencies,
                respondents=arguments.respondents,
                seed=1,
                out=folder,
                progress=lambda what, done, of: progress(same(what), done, of),
            )
            nation = score_files([folder], library=editions, progress=progress)
    if arguments.json:
        put_json(
            {
                "results": [
                    result_payload(result)
                    for scored in (printed, nation)
                    for result in results_of(scored.rounds[-1])
                ],
                "findings": [finding_payload(finding) for finding in printed.findings],
            }
        )
    else:
        terminal("demo").show(printed, nation, arguments.out, arguments.lang)
    return 0
