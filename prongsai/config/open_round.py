"""The demonstration's open round: the newest edition, collecting, with invented answers in it."""

from datetime import datetime, timedelta

import numpy as np
from django.core.files.base import ContentFile

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.services.participation import participation_of, tell_headcounts
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Actor, Charge, Role
from prongsai.evidence.models import Page
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.services.attaching import attach_file
from prongsai.evidence.services.disclosing import (
    approve_disclosure,
    disclosure_of,
    edit_disclosure,
    submit_disclosure,
)
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.results.services.gathering import Progress
from prongsai.surveys.queries.gates import way_in
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.rules.collecting import GateKind, InterviewMode, new_sheet
from prongsai.surveys.services.gates import make_codes, open_gate
from prongsai.surveys.services.intake import record_response
from prongsai.surveys.services.interviews import set_quota

#: The agency whose accounts the demonstration has, its heads, and how many have answered by now.
SHOWN, _STAFF, _PUBLIC = "dip", 640, 5200
_ANSWERED = {"IIT": 37, "EIT": 58}
_INTERVIEWS = 40
_SINCE, _UNTIL = timedelta(days=14), timedelta(days=45)
#: How many items it has disclosed by now, and where: nothing answers there.
_DISCLOSED, _SITE = 12, "https://www.dip.example/ita"
_TABLE = ("งบประมาณ.csv", "ไตรมาส,จัดสรร,ใช้จ่าย\n1,125000000,31250000\n2,125000000,64100000\n")
_OPENING = Text("เปิดรอบตัวอย่าง", "Opening a round")


def open_a_round(library: EditionLibrary, progress: Progress, now: datetime) -> None:
    """Open a round of the newest edition, with ways into the surveys of one agency."""
    newest = library.load(list(library.folders)[-1])
    round_ = plan_round(newest, by=OPERATOR, now=now)
    set_phase_dates(
        round_,
        "collection",
        starts=(now - _SINCE).date(),
        ends=(now + _UNTIL).date(),
        by=OPERATOR,
        now=now,
    )
    codes = list(Agency.objects.order_by("code").values_list("code", flat=True))
    enter_agencies(round_, codes, by=OPERATOR, now=now)
    open_round(round_, by=OPERATOR, now=now)
    participation = participation_of(round_, SHOWN)
    tell_headcounts(participation, staff=_STAFF, public=_PUBLIC, by=OPERATOR, now=now)
    disclose(participation, now)
    for number, (instrument, people) in enumerate(_ANSWERED.items()):
        progress(_OPENING, number, len(_ANSWERED))
        _answered(participation, round_, instrument, people, now)
    progress(_OPENING, len(_ANSWERED), len(_ANSWERED))


def plan_interviews(email: str, now: datetime) -> None:
    """Let an account interview people about the agency, by telephone, in the round that is open."""
    entered = Participation.objects.filter(agency__code=SHOWN).order_by("round__year_be")
    if (participation := entered.last()) is None:
        return
    set_quota(
        participation,
        "EIT",
        email,
        mode=InterviewMode.PHONE,
        wanted=_INTERVIEWS,
        by=OPERATOR,
        now=now,
    )


def disclose(participation: Participation, now: datetime) -> None:
    """Let an agency disclose some items, approved by its executive; no link is ever opened."""
    both = (Role.COORDINATOR, Role.EXECUTIVE)
    by = Actor(None, OPERATOR.name, tuple(Charge(r, participation.agency_id) for r in both))
    edition = frozen_edition(participation.round.edition_id)
    for number, (item, leaf) in enumerate(list(checklist_of(edition).items())[:_DISCLOSED]):
        disclosure = disclosure_of(participation, item)
        name, address = edition.nodes[leaf].text.th, f"{_SITE}/{item.lower()}"
        links = [NamedLink(address, name), NamedLink(f"{address}.pdf", f"{name} (PDF)")]
        edit_disclosure(
            disclosure,
            explanation=f"{name} ฉบับปัจจุบัน เผยแพร่บนเว็บไซต์หลักของหน่วยงาน",
            exemption="",
            links=links[: 1 + number % 2],
            by=by,
            now=now,
        )
        if number == _DISCLOSED - 1:
            file, text = _TABLE
            attach_file(disclosure, ContentFile(text.encode(), file), by=by, now=now)
        submit_disclosure(disclosure, by=by, now=now)
        approve_disclosure(disclosure, by=by, now=now)
    Page.objects.filter(link__disclosure__participation=participation).update(due_at=None)


def _answered(
    participation: Participation, round_: Round, instrument: str, people: int, now: datetime
) -> None:
    """Open both kinds of ways in, and let invented people answer by the open one."""
    link = open_gate(participation, instrument, GateKind.LINK, by=OPERATOR, now=now)
    coded = open_gate(participation, instrument, GateKind.CODES, by=OPERATOR, now=now)
    make_codes(coded, people, by=OPERATOR, now=now)
    way = way_in(link.token)
    edition = frozen_edition(round_.edition_id)
    ladders = [_worst_first(edition, leaf) for leaf in leaves_of(edition, way.instrument)]
    dice = np.random.default_rng(people)
    for person in range(people):
        lean = dice.beta(3, 1.5, len(ladders))  # most people are content
        chosen = (
            ladder[int(share * len(ladder))] for ladder, share in zip(ladders, lean, strict=True)
        )
        record_response(
            way,
            sheet=new_sheet(),
            answers=bytes(chosen),
            quick=False,
            day=(now - timedelta(days=person % _SINCE.days)).date(),
        )


def _worst_first(edition: Edition, leaf: int) -> list[int]:
    """Return what can be answered, as bytes of a response, from few points to many."""
    points = edition.nodes[leaf].points
    return sorted(range(1, len(points) + 1), key=lambda option: points[option - 1] or 0)
