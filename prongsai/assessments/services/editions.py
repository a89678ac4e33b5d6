"""Freezing editions."""

from prongsai.assessments.models import FrozenEdition
from prongsai.methodology.edition.tree import Edition


def freeze_edition(edition: Edition) -> FrozenEdition:
    """Keep an edition's files under their hash, unless they are kept."""
    frozen, _ = FrozenEdition.objects.get_or_create(
        sha256=edition.sha256,
        defaults={
            "framework": edition.rules.framework,
            "year_be": edition.year_be,
            "files": {name: text.decode() for name, text in edition.texts.items()},
        },
    )
    return frozen
