"""Editions as they were frozen."""

from functools import lru_cache
from pathlib import Path

from prongsai.assessments.models import FrozenEdition
from prongsai.methodology.edition.library import edition_from
from prongsai.methodology.edition.tree import Edition

#: Editions that a process keeps at hand: some years of a few frameworks.
_EDITIONS = 32


@lru_cache(_EDITIONS)
def frozen_edition(sha256: str) -> Edition:
    """Return an edition as it was when it was frozen."""
    frozen = FrozenEdition.objects.get(pk=sha256)
    texts = {name: text.encode() for name, text in frozen.files.items()}
    return edition_from(texts, Path(str(frozen)))
