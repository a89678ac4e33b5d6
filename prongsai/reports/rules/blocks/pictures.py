"""Photographs."""

from dataclasses import dataclass

from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Picture:
    """A stored photograph; the bytes come from whoever sets the document.

    alt: what it shows, for those who do not see it
    """

    sha256: str
    caption: Text
    alt: Text


@dataclass(frozen=True)
class Gallery:
    """Photographs side by side."""

    pictures: tuple[Picture, ...]
