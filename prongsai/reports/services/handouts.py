"""Posters and slips of a way into a survey. Codes stand in the slips and nowhere else."""

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from prongsai.directory.rules import Actor
from prongsai.reports.queries.handouts import handout_of
from prongsai.reports.rules.handouts import require_slips
from prongsai.reports.rules.style import Style
from prongsai.reports.services.keeping import turn_in
from prongsai.reports.services.rendering import fonts_folder
from prongsai.surveys.models import Gate
from prongsai.surveys.rules.rights import require_opener
from prongsai.surveys.services.gates import forget_codes, make_codes

#: Slips are kept out of here; only the turn of those who make documents is.
_DOCUMENTS = ("cache", "reports")


def make_poster(gate: Gate, *, site: str, by: Actor) -> bytes:
    """Return the poster of a way in as PDF; `site` is the address of the site.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        FontsMissing
    """
    require_opener(by, gate.participation.agency_id)
    made: bytes = _press().poster_pdf(handout_of(gate, site=site), _style())
    return made


def make_slips(
    gate: Gate, number: int, *, site: str, home: Path, by: Actor, now: datetime
) -> bytes:
    """Return slips as PDF, each with a new code where the way in takes codes.

    Nothing keeps the codes: who loses the file makes others. One file is made at a time on a
    machine, for it takes much memory.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        TooManySlips, CollectingEnded, GateShut, FontsMissing.
    """
    require_opener(by, gate.participation.agency_id)
    require_slips(number)
    handout = handout_of(gate, site=site)
    with turn_in(home.joinpath(*_DOCUMENTS)):
        if not handout.takes_code:
            return _slips(handout, [""] * number)
        codes = make_codes(gate, number, by=by, now=now)
        try:
            return _slips(handout, codes)
        except BaseException:
            forget_codes(gate, codes, by=by, now=now)  # nobody will ever hold them
            raise


def _slips(handout: Any, codes: list[str]) -> bytes:
    made: bytes = _press().slips_pdf(handout, codes, _style())
    return made


def _style() -> Style:
    return Style(fonts=fonts_folder())


def _press() -> Any:
    """Return what makes PDF; it is heavy, and few processes ever need it."""
    return import_module("prongsai.reports.adapters.handouts")
