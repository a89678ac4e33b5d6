"""Makes up a nation: agencies, answers, verdicts and earlier years; the same seed gives the same.

prongsai simulate --agencies 300 --respondents 60000 --seed 1 --out nation
"""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from prongsai.config.options import add_edition, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.methodology.wording import same
from prongsai.simulation.services import Simulated, simulate_nation


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--agencies", type=int, default=300, metavar="N", help="จำนวนหน่วยงาน | agencies"
    )
    parser.add_argument(
        "--respondents",
        type=int,
        default=60_000,
        metavar="N",
        help="จำนวนผู้ตอบ | people who answer",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="เลขตั้งต้นการสุ่ม | random seed"
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="โฟลเดอร์ที่จะเขียน | folder to write",
    )
    parser.add_argument(
        "--long", action="store_true", help="เขียนแบบหนึ่งแถวต่อคำตอบด้วย | also one row an answer"
    )
    add_edition(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    editions = library(arguments)
    edition = editions.load(arguments.edition or editions.proven)
    with Waiting(arguments.lang) as progress:
        made: Simulated = simulate_nation(
            edition=edition,
            agencies=arguments.agencies,
            respondents=arguments.respondents,
            seed=arguments.seed,
            out=arguments.out,
            long=arguments.long,
            progress=lambda what, done, of: progress(same(what), done, of),
        )
    if arguments.json:
        put_json(asdict(made) | {"folder": str(made.folder)})
    else:
        terminal("simulated").show(made, arguments.lang)
    return 0
