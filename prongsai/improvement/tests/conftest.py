"""Results before and after a plan."""

import pytest

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.tests.planned import NOON
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The end of the audit trail is noted in a folder of the test's own."""
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def publish(db, tmp_path):
    """Keep and publish results: of files, or (agency, year, code, score) of one kind of agency."""

    def published(*files, told=(), group="กรม"):
        paths = list(files)
        if told:
            folder = tmp_path / f"told{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            paths += [folder / "agencies.csv", folder / "scores.csv"]
            names = dict.fromkeys(agency for agency, *_ in told)
            _write(paths[-2], "agency,name_th,group", [(name, name, group) for name in names])
            _write(paths[-1], "agency,year_be,code,score", told)
        scored = score_files(paths, library=EditionLibrary())
        return keep_results(scored, input_files(paths), by=OPERATOR, now=NOON)

    return published


def _write(path, header, rows):
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
