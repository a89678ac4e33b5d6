"""How many have answered, as a file to take away."""

from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.foundation.adapters.writing import write_csv
from prongsai.surveys.queries.progress import AgencyCovered

_COLUMNS = (
    *("agency", "name_th", "name_en", "group_th", "group_en", "ministry"),
    *("instrument", "came_in", "required", "population", "margin_points"),
)


def coverage_file(agencies: tuple[AgencyCovered, ...]) -> bytes:
    """Return a CSV with a row for each survey of each agency; empty where nothing tells."""
    rows = [
        (
            *(one.agency, one.name.th, one.name.en, one.group.th, one.group.en, one.ministry),
            *(survey.instrument, survey.came_in, survey.required, survey.population, survey.margin),
        )
        for one in agencies
        for survey in one.surveys
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.csv"
        write_csv(path, _COLUMNS, rows)
        return path.read_bytes()
