"""What the letters to an agency about verdicts and objections tell."""

from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.rules import Actor
from prongsai.evidence.queries.agency_verdicts import Given, ItemVerdict, agency_verdicts
from prongsai.evidence.queries.phases import OBJECTING, last_day
from prongsai.reports.rules.objection_letters import About, ItemLine, LetterKind, letter_of
from prongsai.reports.rules.official import OfficialLetter


def objection_letter(
    participation: Participation, kind: LetterKind, *, reader: Actor, now: datetime
) -> OfficialLetter:
    """Return a letter to an agency, for who may read about it (`entered` has asked).

    Raises:
        VerdictsNotTold: the phase of objections has not begun.
        NothingToWrite
    """
    found = agency_verdicts(participation, reader=reader, now=now)
    return letter_of(kind, _about(participation, now), [_line(row) for row in found])


def _about(participation: Participation, now: datetime) -> About:
    round_ = participation.round
    edition = frozen_edition(round_.edition_id)
    checklists = [one for one in edition.structure.instruments if one.kind != "survey"]
    return About(
        sender=settings.DATA_PUBLISHER.partition(" | ")[0],
        agency=name_of(participation).th,
        assessment=edition.rules.name.th,
        checklist=" และ".join(f"{one.name.th} ({one.code})" for one in checklists),
        year_be=round_.year_be,
        day=localdate(now),
        ends=last_day(round_, OBJECTING),
    )


def _line(row: ItemVerdict) -> ItemLine:
    objection = row.objection
    answer = objection.answer if objection else None
    return ItemLine(
        item=row.item,
        name=row.name.th,
        verdict=row.told.name.th,
        is_full=row.told.is_full,
        reason=_why(row.told),
        objection=objection.words if objection else "",
        objected_on=localdate(objection.raised_at) if objection else None,
        decision=answer.name.th if answer else "",
        decision_reason=_why(answer) if answer else "",
        is_changed=answer is not None and answer.option != row.told.option,
    )


def _why(given: Given) -> str:
    return " ".join(filter(None, [given.reason.th if given.reason else "", given.words]))
