"""Does what was asked for on pages in the background, and what is due every night; Ctrl-C ends it.

`prongsai serve` has one beside it. Where several machines serve one site, or with
`prongsai serve --no-worker`, this is run by the service manager. Several may run at once.
  prongsai worker
"""

from argparse import ArgumentParser, Namespace

from prongsai.config.options import add_language
from prongsai.config.working import work


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--until-input-ends",
        action="store_true",
        help="หยุดเมื่ออินพุตมาตรฐานปิด | end when the standard input does",
    )
    add_language(parser)


def run(arguments: Namespace) -> int:
    if not arguments.until_input_ends:
        words = "ทำงานเบื้องหลังอยู่ (กด Ctrl-C เพื่อหยุด)", "The worker runs (Ctrl-C ends it)"
        print(words[arguments.lang == "en"], flush=True)
    return work(until_input_ends=arguments.until_input_ends)
