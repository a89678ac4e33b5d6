"""Verifies the audit trail: every entry's hash, the chain, and its end.

Ends with exit code 1 when an entry was changed, removed or inserted.
  prongsai audit verify
"""

from argparse import ArgumentParser, Namespace

from prongsai.config.options import add_output, put_json, terminal
from prongsai.foundation.services.audit import verify_trail


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("verify",), help="ตรวจสอบ | verify")
    add_output(parser)


def run(arguments: Namespace) -> int:
    verified = verify_trail()
    if arguments.json:
        put_json(
            {
                "entries": verified.entries,
                "head": verified.head,
                "faults": [{"th": fault.th, "en": fault.en} for fault in verified.faults],
            }
        )
    else:
        terminal("audit").show(verified, arguments.lang)
    return int(bool(verified.faults))
