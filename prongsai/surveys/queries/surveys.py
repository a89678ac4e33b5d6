"""The surveys of an edition."""

from prongsai.methodology.edition.tree import Edition


def surveys_of(edition: Edition) -> dict[str, int]:
    """Return the surveys of an edition -> their place among its instruments."""
    return {
        told.code: place
        for place, told in enumerate(edition.structure.instruments)
        if told.kind == "survey"
    }
