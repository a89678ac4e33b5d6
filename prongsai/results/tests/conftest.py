from datetime import UTC, datetime
from pathlib import Path

import pytest

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.simulation.services import simulate_nation

LIBRARY = EditionLibrary()
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def dip() -> Path:
    """The facts that a department printed."""
    return SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"


@pytest.fixture(scope="session")
def nation(tmp_path_factory) -> Path:
    """Thirty invented agencies."""
    out = tmp_path_factory.mktemp("invented") / "nation"
    edition = LIBRARY.load(LIBRARY.proven)
    simulate_nation(edition=edition, agencies=30, respondents=1500, seed=1, out=out)
    return out


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The end of the audit trail is noted in a folder of the test's own."""
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def keep(db):
    """Score files, keep and publish the results; return the runs."""

    def kept(*paths, by=OPERATOR, now=NOON, **options):
        scored = score_files(list(paths), library=LIBRARY)
        return keep_results(scored, input_files(list(paths)), by=by, now=now, **options)

    return kept
