"""Links as people write and paste them: one on a line, with what it is called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s|]+", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\s|]+")
#: "O1", "O1:", "O1)" before what stands on the line.
_ITEM = re.compile(
    r"\s*(?P<item>[A-Za-z]{1,5}\d{1,3})(?:\s*[:.)|,;\t-]\s*|\s+|$)(?P<rest>.*)", re.DOTALL
)
#: What may stand between an address and its name.
_BETWEEN = " \t|,;–—-:"


@dataclass(frozen=True)
class NamedLink:
    """A link as the agency gives it, and what it calls it."""

    address: str
    title: str = ""


@dataclass(frozen=True)
class PastedLink:
    """A line of a list of links: its number, and the item that it is for."""

    number: int
    item: str
    link: NamedLink


def link_in(line: str) -> NamedLink:
    """Return the link of a line: its address, and the words beside it as its name.

    Where nothing looks like an address of the web, the first word is taken for it, so that who
    wrote it is told that it is none.

    >>> link_in("https://www.example.go.th/plan | แผนปฏิบัติการ")
    NamedLink(address='https://www.example.go.th/plan', title='แผนปฏิบัติการ')
    >>> link_in("แผนปฏิบัติการ https://www.example.go.th/plan").title
    'แผนปฏิบัติการ'
    """
    found = _ADDRESS.search(line) or _FIRST_WORD.search(line)
    if found is None:
        return NamedLink("")
    words = (line[: found.start()].strip(_BETWEEN), line[found.end() :].strip(_BETWEEN))
    return NamedLink(found[0], " ".join(filter(None, words)))


def links_in(text: str) -> list[NamedLink]:
    """Return the links of a text, one a line; lines with nothing on them are left out."""
    found = map(link_in, text.splitlines())
    return [link for link in found if link.address]


def written(links: Iterable[NamedLink]) -> str:
    """Write links so that `links_in` reads them again."""
    return "\n".join(f"{link.address} {link.title}".strip() for link in links)


def pasted_links(text: str) -> list[PastedLink]:
    r"""Return the links of a pasted list; a line without an item belongs to the one before.

    >>> [(p.item, p.link.address) for p in pasted_links("o1: https://a.go.th\nhttps://b.go.th")]
    [('O1', 'https://a.go.th'), ('O1', 'https://b.go.th')]
    """
    found, item = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        named = _ITEM.fullmatch(line)
        rest = named["rest"] if named else line
        item = named["item"].upper() if named else item
        link = link_in(rest)
        if link.address:
            found.append(PastedLink(number, item, link))
    return found
