import pytest


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The end of the audit trail is noted in a folder of the test's own."""
    settings.PRONGSAI_HOME = tmp_path
