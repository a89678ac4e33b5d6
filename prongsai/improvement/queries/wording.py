"""What the edition of a year asks under a code."""

from functools import lru_cache

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import EditionUnknown
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text
from prongsai.results.models import Publication


@lru_cache(1)
def _library() -> EditionLibrary:
    return EditionLibrary()


def require_framework(name: str) -> None:
    """Refuse a framework that has no edition.

    Raises:
        EditionUnknown: names the editions that there are.
    """
    known = {edition.partition("/")[0] for edition in _library().folders}
    if name not in known and not Publication.objects.filter(framework=name).exists():
        raise EditionUnknown(name=name, known=", ".join(_library().folders))


def edition_of(framework: str, year_be: int) -> Edition | None:
    """Return the edition of a year: the one that its published result froze, else the shipped."""
    published = Publication.objects.filter(framework=framework, year_be=year_be)
    frozen = published.values_list("run__edition", flat=True).first()
    if frozen is not None:
        return frozen_edition(frozen)
    return _library().of_year(framework, year_be)


def text_of(framework: str, year_be: int, code: str) -> Text | None:
    """Return what an edition asks under a code; None where it has no such code."""
    edition = edition_of(framework, year_be)
    position = edition.position.get(code) if edition else None
    return edition.nodes[position].text if edition and position is not None else None


def alike(one: Text, other: Text) -> bool:
    """Whether two texts ask the same, spaces aside."""
    return squeezed(one.th) == squeezed(other.th)
