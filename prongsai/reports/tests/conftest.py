import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.config.demonstrated_plan import show_printed_plan
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Plan
from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.queries.analysis import analysis_document
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import render_report
from prongsai.results.models import Publication
from prongsai.results.services.histories import history_from_files, input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.simulation.services import simulate_nation
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import open_gate

LIBRARY = EditionLibrary()
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
#: Nikhahit + tone + sara aa, as a PDF draws sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def composed(text):
    return _SARA_AM.sub("\\1\u0e33", text)


def words_in(pdf):
    """Return the text of a PDF as PDFium reads it, in a twentieth of the time of pypdf.

    That other programs find the same letters is for test_pdf.py.
    """
    with pypdfium2.PdfDocument(pdf) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    return composed("\n".join(texts).replace("\r\n", "\n"))


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


@pytest.fixture(scope="module")
def stored(made_once, tmp_path_factory):
    """Store the department's results and its plan once for all tests of a module."""
    home, file = tmp_path_factory.mktemp("stored"), SHIPPED / "th-ita" / "2566" / "golden/dip.yaml"
    with override_settings(PRONGSAI_HOME=home), override("th"):
        scored = score_files([file], library=LIBRARY)
        keep_results(scored, input_files([file]), by=OPERATOR, now=NOON)
        return home, show_printed_plan(NOON).pk


@pytest.fixture
def plan(stored, db, settings, tmp_path):
    """The department's plan, approved, after its published results."""
    home, key = stored
    settings.PRONGSAI_HOME = shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    return Plan.objects.get(pk=key)


@pytest.fixture
def plan_alone(plan):
    """That plan while no results are published: its report is half as long."""
    Publication.objects.all().delete()
    return plan


@pytest.fixture
def participation(db, settings, tmp_path):
    """An agency in a round that collects answers until a day."""
    settings.PRONGSAI_HOME = tmp_path
    names = {"name_th": "กรมส่งเสริมอุตสาหกรรม", "name_en": "Department of Industrial Promotion"}
    Agency.objects.create(code="dip", searched="dip", **names)
    planned = plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, ["dip"], by=OPERATOR, now=NOON)
    planned.phases.filter(code="collection").update(ends=date(2026, 12, 31))
    open_round(planned, by=OPERATOR, now=NOON)
    return Participation.objects.select_related("round", "agency").get()


@pytest.fixture
def way(participation):
    """A way into the survey of staff that takes codes."""
    return open_gate(participation, "IIT", GateKind.CODES, by=OPERATOR, now=NOON)


@pytest.fixture
def link(participation):
    """An open way into the survey of the public, at a service point."""
    kind, place = GateKind.LINK, "ศูนย์บริการ ชั้น 1"
    return open_gate(participation, "EIT", kind, place=place, by=OPERATOR, now=NOON)


@pytest.fixture
def coordinator(client, participation):
    """The agency's coordinator, logged in."""
    user = User.objects.create_user("coordinator@example.org", "long enough 123")
    Duty.objects.create(user=user, role="coordinator", agency=participation.agency)
    client.force_login(user)
    return client


def page_of(name, gate):
    """Return the address of a Thai page about a way in."""
    with override("th"):
        return reverse(f"reports:{name}", args=["th-ita", 2566, "dip", gate.token])
