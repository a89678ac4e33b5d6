"""Finds what contradicts itself in data files and in typed reports, and proposes what it should be.

The kind of a file decides: tables and YAML are data; PDF, DOCX and TXT are annual reports that
somebody typed, in Thai. The exit code says whether the check could be made; with --strict it is 1
when there is a finding of severity "error", for scripts that must stop there.
  prongsai check results.yaml
  prongsai check report.pdf --json
"""

from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from typing import Any

from prongsai.config.options import add_edition, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.methodology.findings import worst_first
from prongsai.methodology.wording import Text
from prongsai.reports.queries.typed import is_report, report_payload
from prongsai.results.queries.payload import finding_payload
from prongsai.results.services.scoring import check_files

_READING = Text("อ่าน %(file)s", "Reading %(file)s")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="PDF, DOCX, TXT, YAML, CSV, TSV, XLSX, Parquet หรือโฟลเดอร์ | or a folder of data",
    )
    add_edition(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="รหัสออกเป็น 1 เมื่อพบข้อผิด | exit code 1 when there is an error among the findings",
    )
    add_output(parser)


def run(arguments: Namespace) -> int:
    typed = [path for path in arguments.files if is_report(path)]
    data = [path for path in arguments.files if path not in typed]
    with Waiting(arguments.lang) as progress:
        reports = _reports(arguments, typed, progress) if typed else []
        findings = _data(arguments, data, progress) if data else []
    findings = worst_first([*findings, *(one.finding for each in reports for one in each.findings)])
    if arguments.json:
        told = {"reports": [report_payload(report) for report in reports]} if reports else {}
        put_json({"findings": [finding_payload(finding) for finding in findings], **told})
    else:
        terminal("checked").show(findings, arguments.lang, reports)
    wrong = any(finding.rule.severity == "error" for finding in findings)
    return int(arguments.strict and wrong)


def _data(arguments: Namespace, files: list[Path], progress: Waiting) -> list[Any]:
    return check_files(
        files, library=library(arguments), edition=arguments.edition, progress=progress
    )


def _reports(arguments: Namespace, files: list[Path], progress: Waiting) -> list[Any]:
    # What reads documents is heavy; data files do without it.
    check = import_module("prongsai.reports.services.typed").check_report
    known, found = library(arguments), []
    for number, path in enumerate(files):
        progress(_READING.filled(file=path.name), number, len(files))
        found.append(check(path, library=known, edition=arguments.edition))
    progress(_READING.filled(file=""), len(files), len(files))
    return found
