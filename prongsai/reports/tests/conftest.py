import re
from dataclasses import replace
from datetime import date

import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.queries.analysis import analysis_document
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import render_report
from prongsai.results.services.histories import history_from_files
from prongsai.simulation.services import simulate_nation

LIBRARY = EditionLibrary()
DAY = date(2026, 11, 23)
#: Nikhahit + tone + sara aa, as a PDF draws sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def composed(text):
    return _SARA_AM.sub("\\1\u0e33", text)


@pytest.fixture(scope="session")
def dip():
    """What a department printed of itself: totals, indicators of two years, items of one."""
    file = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    return history_from_files([file], library=LIBRARY)


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """An agency of an invented nation, of which every answer is known."""
    out = tmp_path_factory.mktemp("invented") / "nation"
    edition = LIBRARY.load(LIBRARY.proven)
    simulate_nation(edition=edition, agencies=30, respondents=1500, seed=1, out=out)
    return history_from_files([out], library=LIBRARY, agency="A00007")


def named(history, name, code="x1"):
    """Return a history under another name."""
    return replace(history, agency=replace(history.agency, code=code, name_th=name, name_en=name))


def document(history):
    return analysis_document(history, DAY)


@pytest.fixture(scope="session")
def rendered(dip, invented):
    """Render each report once: rendered("dip", "pdf", language=...)."""
    histories, made = {"dip": dip, "invented": invented}, {}

    def render(name, form, **style):
        key = (name, form, *sorted(style.items()))
        if key not in made:
            history = histories[name]
            year = history.latest.year_be
            made[key] = render_report(history, year, form, style=Style(**style), on=DAY)
        return made[key]

    return render
