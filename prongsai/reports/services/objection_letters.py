"""Letters to an agency about verdicts and objections, ready to be numbered and signed."""

from datetime import datetime
from importlib import import_module

from prongsai.assessments.models import Participation
from prongsai.directory.rules import Actor, require_sight
from prongsai.reports.queries.objection_letters import objection_letter
from prongsai.reports.rules.objection_letters import FORMS, LetterKind, LetterUnknown
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import fonts_folder


def make_letter(
    participation: Participation, kind: str, form: str, *, by: Actor, now: datetime
) -> bytes:
    """Return a letter as "pdf" or "docx".

    Raises:
        NotAllowed, LetterUnknown, VerdictsNotTold, NothingToWrite, FontsMissing.
    """
    require_sight(by, agency=participation.agency_id, ministry=participation.ministry)
    if kind not in set(LetterKind) or form not in FORMS:
        raise LetterUnknown(kind=f"{kind}.{form}")
    letter = objection_letter(participation, LetterKind(kind), reader=by, now=now)
    press = import_module("prongsai.reports.adapters.official")
    made: bytes = getattr(press, f"letter_{form}")(letter, Style(fonts=fonts_folder()))
    return made
