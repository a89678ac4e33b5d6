"""Static files are compressed and named once, and again when one of them is another."""

import pytest
from django.contrib.staticfiles.finders import get_finder

from prongsai.config.serving import collect_files


@pytest.fixture
def style(settings, tmp_path):
    """A file of a folder that is served too."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.css").write_text("p { color: red }")
    settings.STATIC_ROOT = tmp_path / "home" / "static"
    settings.STATIC_ROOT.parent.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    get_finder.cache_clear()
    yield folder / "own.css"
    get_finder.cache_clear()


def test_files_are_collected_when_one_is_another_and_not_before(style, settings):
    def collected():
        collect_files()
        (name,) = settings.STATIC_ROOT.glob("own.????????????.css")
        return name, name.stat().st_mtime_ns

    first = collected()
    assert collected() == first
    first[0].unlink()
    style.write_text("p { color: green; }")
    assert collected()[0] != first[0]
