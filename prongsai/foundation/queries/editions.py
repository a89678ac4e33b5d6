"""Editions by name."""

from functools import cached_property
from pathlib import Path
from threading import Lock

from prongsai.foundation.rules import EditionFaulty, EditionUnknown
from prongsai.methodology.edition.library import SHIPPED, EditionError, folders, load_edition
from prongsai.methodology.edition.sources import RULES, Fault
from prongsai.methodology.edition.tree import Edition

#: The framework of a year when nobody names one.
DEFAULT_FRAMEWORK = "th-ita"


class EditionLibrary:
    """The editions that are to be had: those in the operator's own folders, then the shipped."""

    def __init__(self, *roots: Path) -> None:
        self._roots = (*roots, SHIPPED)
        self._loaded: dict[Path, Edition] = {}
        self._loading = Lock()

    @cached_property
    def folders(self) -> dict[str, Path]:
        """Edition id -> folder, sorted by id."""
        return dict(sorted(folders(*self._roots)))

    @property
    def proven(self) -> str:
        """The newest edition that was compared with a printed report (its golden files)."""
        golden = [name for name, folder in self.folders.items() if self.golden(folder)]
        return golden[-1] if golden else list(self.folders)[-1]

    @staticmethod
    def golden(folder: Path) -> list[Path]:
        """Return the printed facts that an edition is tested with."""
        return sorted(folder.glob("golden/*.yaml"))

    def full_name(self, name: str) -> str:
        """Return the id of an edition that is named by its year alone."""
        short = f"{DEFAULT_FRAMEWORK}/{name}"
        return short if short in self.folders else name

    def folder(self, name: str) -> Path:
        """Return the folder of an edition: named by id ("FRAMEWORK/YEAR"), by its year or its path.

        Raises:
            EditionUnknown: there is none.
        """
        if (full := self.full_name(name)) in self.folders:
            return self.folders[full]
        if (Path(name) / RULES).is_file():
            return Path(name)
        raise EditionUnknown(name=name, known=", ".join(self.folders))

    def load(self, name: str) -> Edition:
        """Return an edition, read once.

        Raises:
            EditionUnknown: there is none of this name.
            EditionFaulty: it contradicts itself.
        """
        folder = self.folder(name)
        with self._loading:
            if folder not in self._loaded:
                try:
                    self._loaded[folder] = load_edition(folder)
                except EditionError as error:
                    first = error.faults[0]
                    raise EditionFaulty(
                        name=name, count=len(error.faults), file=first.file, line=first.line
                    ) from error
            return self._loaded[folder]

    def of_year(self, framework: str, year_be: int) -> Edition | None:
        """Return a framework's edition of one year, if there is one."""
        name = f"{framework}/{year_be}"
        return self.load(name) if name in self.folders else None


def faults_of(folder: Path) -> list[Fault]:
    """Return every fault of the edition in a folder; none when it is sound."""
    try:
        load_edition(folder)
    except EditionError as error:
        return error.faults
    return []
