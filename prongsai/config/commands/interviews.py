"""Says who interviews how many about an agency, and how far that is.

prongsai interviews quota 2566 dip EIT --email malee@example.org --mode phone --wanted 40
prongsai interviews list 2566 dip
"""

from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.assessments.queries.entered import entered
from prongsai.config.options import add_frameworks, add_output, named_year, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.queries.interviews import quotas_of
from prongsai.surveys.rules.collecting import InterviewMode
from prongsai.surveys.services.interviews import set_quota

ACTIONS = {
    "quota": "กำหนดโควตาของผู้สัมภาษณ์ | say how many an interviewer is to ask",
    "list": "โควตาทั้งหมดของหน่วยงาน | all quotas about an agency",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        if name == "quota":
            _add_quota(action)
        add_frameworks(action)
        add_output(action)


def _add_quota(action: ArgumentParser) -> None:
    action.add_argument("instrument", metavar="INSTRUMENT", help="EIT")
    action.add_argument("--email", required=True, help="อีเมลของผู้สัมภาษณ์ | the interviewer's address")
    action.add_argument(
        "--mode",
        required=True,
        type=InterviewMode,
        choices=list(InterviewMode),
        metavar="MODE",
        help="phone, visit",
    )
    action.add_argument(
        "--wanted", required=True, type=int, metavar="N", help="จำนวนคน | how many people"
    )


def run(arguments: Namespace) -> int:
    participation = entered(*named_year(arguments), arguments.agency, reader=OPERATOR)
    if arguments.action == "quota":
        set_quota(
            participation,
            arguments.instrument,
            arguments.email,
            mode=arguments.mode,
            wanted=arguments.wanted,
            by=OPERATOR,
            now=now(),
        )
    found = quotas_of(participation, reader=OPERATOR)
    if arguments.json:
        told = ("interviewer", "email", "instrument_code", "mode", "wanted", "asked")
        put_json({"quotas": [{name: getattr(quota, name) for name in told} for quota in found]})
    else:
        terminal("interviews").show(found, arguments.lang)
    return 0
