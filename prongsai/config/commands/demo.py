"""Opens the whole site with a real department over five years and an invented nation around it.

Its data lie apart from yours. With --terminal or --json no site and no database are started: the
same data are scored and explained in front of you.
"""

import os
from argparse import ArgumentParser, Namespace
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.config.database import default_home
from prongsai.config.options import (
    add_address,
    add_frameworks,
    add_output,
    library,
    put_json,
    terminal,
)
from prongsai.config.waiting import Waiting
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.wording import same
from prongsai.results.queries.payload import finding_payload, result_payload
from prongsai.results.queries.rows import results_of
from prongsai.results.services.scoring import Scored, score_files
from prongsai.simulation.services import simulate_nation

_HOME = "PRONGSAI_HOME"
_NOTICE = (
    "ตัวอย่าง: ทุกหน่วยงานเป็นหน่วยงานสมมติ ยกเว้นกรมส่งเสริมอุตสาหกรรม | "
    "A demonstration: all agencies are invented but the Department of Industrial Promotion"
)


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
    parser.add_argument(
        "--terminal",
        action="store_true",
        help="แสดงในหน้าต่างคำสั่งโดยไม่เปิดเว็บไซต์ | show it here, without a site",
    )
    add_address(parser)
    add_frameworks(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    if not (arguments.json or arguments.terminal):
        return _site(arguments)
    editions = library(arguments)
    with ExitStack() as stack:
        folder = _folder(arguments, stack)
        with Waiting(arguments.lang) as progress:
            printed = score_files(_printed(editions), library=editions, progress=progress)
            _simulate(arguments, editions, folder, progress)
            nation = score_files([folder], library=editions, progress=progress)
    if arguments.json:
        _put(printed, nation)
    else:
        terminal("demo").show(printed, nation, arguments.out, arguments.lang)
    return 0


def _site(arguments: Namespace) -> int:
    """Fill a database of the demo's own, unless that was done before, and serve it."""
    own = f"demo-{arguments.agencies}-{arguments.respondents}"
    os.environ[_HOME] = str(Path(os.environ.get(_HOME) or default_home()) / own)
    os.environ.setdefault("NOTICE", _NOTICE)
    # What follows stands on Django, which must be told all that first.
    import_module("prongsai.config.site").prepare_site()
    demonstration = import_module("prongsai.config.demonstration")
    if not demonstration.is_filled(_printed(library(arguments))):
        # In another process: what counts and prints leaves threads, and the server's workers are
        # forks of this one.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            other.submit(_fill, arguments).result()
    serving = import_module("prongsai.config.serving")
    also = demonstration.accounts()
    where = (arguments.host, arguments.port, arguments.workers, arguments.lang)
    return int(serving.serve(*where, worker=arguments.worker, also=also))


def _fill(arguments: Namespace) -> None:
    """Simulate the nation, and fill the database that the environment names."""
    import_module("prongsai.config.site").prepare_site()
    editions = library(arguments)
    with ExitStack() as stack, Waiting(arguments.lang) as progress:
        folder = _folder(arguments, stack)
        _simulate(arguments, editions, folder, progress)
        fill = import_module("prongsai.config.demonstration").fill
        fill([*_printed(editions), folder], editions, progress)


def _folder(arguments: Namespace, stack: ExitStack) -> Path:
    return arguments.out or Path(stack.enter_context(TemporaryDirectory())) / "nation"


def _printed(editions: EditionLibrary) -> list[Path]:
    """Return the printed facts of real agencies that come with the program."""
    return editions.golden(editions.folder(editions.proven))


def _simulate(
    arguments: Namespace, editions: EditionLibrary, folder: Path, progress: Waiting
) -> None:
    simulate_nation(
        edition=editions.load(editions.proven),
        agencies=arguments.agencies,
        respondents=arguments.respondents,
        seed=1,
        out=folder,
        progress=lambda what, done, of: progress(same(what), done, of),
    )


def _put(printed: Scored, nation: Scored) -> None:
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
