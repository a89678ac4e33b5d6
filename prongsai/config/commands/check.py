"""Finds numbers that contradict each other, and proposes what they should be.

The exit code says whether the check could be made; with --strict it is 1 when there is a finding of
severity "error", for scripts that must stop there.
  prongsai check results.yaml
"""

from argparse import ArgumentParser, Namespace

from prongsai.config.options import add_files, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.results.queries.payload import finding_payload
from prongsai.results.services.scoring import check_files


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="รหัสออกเป็น 1 เมื่อพบข้อผิด | exit code 1 when there is an error among the findings",
    )
    add_output(parser)


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        findings = check_files(
            arguments.files,
            library=library(arguments),
            edition=arguments.edition,
            progress=progress,
        )
    if arguments.json:
        put_json({"findings": [finding_payload(finding) for finding in findings]})
    else:
        terminal("checked").show(findings, arguments.lang)
    wrong = any(finding.rule.severity == "error" for finding in findings)
    return int(arguments.strict and wrong)
