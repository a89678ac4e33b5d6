from pathlib import Path

import pytest

from prongsai.methodology.edition.library import SHIPPED


@pytest.fixture(scope="session")
def dip() -> Path:
    """The facts that a department printed."""
    return SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
