"""Words: headings, paragraphs, lists; and the pages at both ends of a document."""

from dataclasses import dataclass

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks.tables import Align, Tone
from prongsai.reports.rules.sources import Source


@dataclass(frozen=True)
class Cover:
    """The first page; `figures` are the few numbers that it shows, each with its name."""

    title: Text
    subtitle: Text
    agency: Text
    figures: tuple[tuple[Text, Text], ...]
    foot: tuple[Text, ...]
    key: str = ""


@dataclass(frozen=True)
class Contents:
    """The table of contents, made by the format itself."""

    title: Text


@dataclass(frozen=True)
class Heading:
    """A heading; the level counts from 1."""

    text: Text
    level: int = 1
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose; `sources` are those of the numbers in it."""

    text: Text
    key: str = ""
    sources: tuple[Source, ...] = ()
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Listing:
    """Short points, one under the other."""

    points: tuple[Text, ...]
    key: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A few sentences set apart."""

    title: Text
    text: Text
    tone: Tone = Tone.QUIET
    key: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signs: what for, by which name and position, and when; "" is left blank to be written."""

    duty: Text
    name: str = ""
    position: str = ""
    dated: Text | None = None


@dataclass(frozen=True)
class Signatures:
    """Places to sign."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""
