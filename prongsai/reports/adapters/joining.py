"""Many tagged PDF files as one, tags and bookmarks included, one of them in memory at a time.

Libraries that join files hold every object of all of them, or drop the tags. Here each file is
copied object by object: references are counted on, names of table headings made different, and only
the roots of pages, tags and bookmarks are made anew.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from prongsai.reports.adapters.pdf_writing import Writer

#: In an object as text: a string, a string in hexadecimal, or a reference.
_TOKEN = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]+>|(?<![\d.])(\d+) 0 R\b", re.DOTALL)
#: What Typst calls the headings of tables, and notes: alike in every file.
_NAMED = re.compile(rb"\((?:U\d+x\d+y\d+|Note \d+)\)")
#: Of the first file, these speak for all.
_KEPT = ("/Metadata", "/OutputIntents", "/ViewerPreferences", "/Lang", "/MarkInfo")


@dataclass(frozen=True)
class JoinedPart:
    """A file to be joined, and its name among the bookmarks."""

    path: Path
    name: str


@dataclass(frozen=True)
class _Mark:
    """The bookmark of a part: its number, its name, its page, and the first and last below it."""

    number: int
    name: str
    page: bytes
    first: bytes
    last: bytes


@dataclass
class _Gathered:
    """What the roots of the new file lead to: references, by part."""

    pages: list[tuple[bytes, int]] = field(default_factory=list)
    tags: list[bytes] = field(default_factory=list)
    parents: list[tuple[bytes, int, int]] = field(default_factory=list)
    names: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    roles: bytes = b""
    next_key: int = 0


@dataclass(frozen=True)
class _Roots:
    """Numbers of the objects that are made anew."""

    catalog: int
    pages: int
    tags: int
    document: int
    marks: int


def joined(parts: Iterable[JoinedPart], out: Path) -> int:
    """Write many files as one; return the number of its pages."""
    with out.open("wb") as file:
        writer = Writer(file)
        first = writer.reserve(5)
        roots = _Roots(*range(first, first + 5))
        gathered = _Gathered()
        for place, part in enumerate(parts):
            with pikepdf.open(part.path) as pdf:
                _copy(pdf, writer, gathered, roots, place, part.name)
        _write_roots(writer, gathered, roots)
        writer.close(roots.catalog)
    return sum(count for _, count in gathered.pages)


def _copy(
    pdf: pikepdf.Pdf, writer: Writer, gathered: _Gathered, roots: _Roots, place: int, name: str
) -> None:
    """Copy every object of a file but its roots, and note what the new ones lead to."""
    tree = pdf.Root.StructTreeRoot
    _count_on(pdf, gathered.next_key)
    pdf.Root.Pages.Parent = pdf.make_indirect(pikepdf.Dictionary())
    tree.K[0].S = pikepdf.Name("/Part")
    above = writer.reserve(len(pdf.objects)) - 1
    moved = {
        tree.objgen[0]: roots.document,
        pdf.Root.Pages.Parent.objgen[0]: roots.pages,
        pdf.Root.objgen[0]: roots.catalog,
    }
    if "/Outlines" in pdf.Root:
        moved[pdf.Root.Outlines.objgen[0]] = writer.reserve(1)
    rewritten = _Rewritten(above, place, moved)
    for thing in pdf.objects:
        if thing.objgen[0] not in moved:
            _write(thing, writer, rewritten)
    _gather(pdf, gathered, rewritten, name)
    gathered.next_key += int(tree.ParentTreeNextKey)


def _write(thing: pikepdf.Object, writer: Writer, rewritten: "_Rewritten") -> None:
    number = rewritten.above + thing.objgen[0]
    if isinstance(thing, pikepdf.Stream):
        del thing.stream_dict["/Length"]
        told = rewritten.text(thing.stream_dict.unparse())
        writer.add_stream(number, told[2:-2], thing.read_raw_bytes())
    else:
        writer.add(number, rewritten.text(thing.unparse(resolved=True)))


def _count_on(pdf: pikepdf.Pdf, keys: int) -> None:
    """Let keys of the tags begin where those of the file before end."""
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    for at in range(0, len(nums), 2):
        nums[at] = int(nums[at]) + keys
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + keys
        for note in page.obj.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + keys


class _Rewritten:
    """Objects of one file as text of the new one."""

    def __init__(self, above: int, place: int, moved: dict[int, int]) -> None:
        self.above, self.moved = above, moved
        self._mark = b"(P%d" % place

    def text(self, told: bytes) -> bytes:
        return _TOKEN.sub(self._token, told)

    def reference(self, thing: pikepdf.Object) -> bytes:
        """Return what leads to an object."""
        return self.text(b"%d 0 R" % thing.objgen[0])

    def _token(self, found: re.Match[bytes]) -> bytes:
        if found[1] is not None:
            number = int(found[1])
            return b"%d 0 R" % self.moved.get(number, self.above + number)
        if _NAMED.fullmatch(found[0]):
            return self._mark + found[0][1:]
        return found[0]


def _gather(pdf: pikepdf.Pdf, gathered: _Gathered, rewritten: _Rewritten, name: str) -> None:
    """Note what the roots lead to in one file."""
    tree = pdf.Root.StructTreeRoot
    gathered.pages.append((rewritten.reference(pdf.Root.Pages), len(pdf.pages)))
    gathered.tags.append(rewritten.reference(tree.K[0]))
    nums = tree.ParentTree.Nums
    limits = int(nums[0]), int(nums[len(nums) - 2])
    gathered.parents.append((rewritten.text(nums.unparse(resolved=True)), *limits))
    if "/IDTree" in tree:
        names = tree.IDTree.Names
        first, last = (rewritten.text(names[at].unparse()) for at in (0, len(names) - 2))
        gathered.names.append((rewritten.text(names.unparse(resolved=True)), first, last))
    if "/Outlines" in pdf.Root and "/First" in pdf.Root.Outlines:
        marks = pdf.Root.Outlines
        begins, finishes = rewritten.reference(marks.First), rewritten.reference(marks.Last)
        page = rewritten.reference(pdf.pages[0].obj)
        number = rewritten.moved[marks.objgen[0]]
        gathered.marks.append(_Mark(number, name, page, begins, finishes))
    if not gathered.kept:
        gathered.roles = rewritten.text(tree.RoleMap.unparse(resolved=True))
        gathered.kept = list(_kept(pdf, rewritten))


def _kept(pdf: pikepdf.Pdf, rewritten: _Rewritten) -> Iterator[bytes]:
    for key in _KEPT:
        if key in pdf.Root:
            yield key.encode() + b" " + rewritten.text(pdf.Root[key].unparse())


def _write_roots(writer: Writer, gathered: _Gathered, roots: _Roots) -> None:
    """Write the catalog, and the roots of pages, tags and bookmarks."""
    pages = b" ".join(reference for reference, _ in gathered.pages)
    count = sum(number for _, number in gathered.pages)
    writer.add(roots.pages, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (pages, count))
    document = b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>"
    writer.add(roots.document, document % (roots.tags, b" ".join(gathered.tags)))
    writer.add(roots.tags, _tags(writer, gathered, roots))
    marked = _marks(writer, gathered, roots)
    catalog = b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R %s %s >>"
    kept = b" ".join(gathered.kept)
    writer.add(roots.catalog, catalog % (roots.pages, roots.tags, marked, kept))


def _tags(writer: Writer, gathered: _Gathered, roots: _Roots) -> bytes:
    parents = []
    for nums, least, most in gathered.parents:
        number = writer.reserve(1)
        writer.add(number, b"<< /Nums %s /Limits [%d %d] >>" % (nums, least, most))
        parents.append(b"%d 0 R" % number)
    names = []
    for listed, first, last in sorted(gathered.names, key=lambda one: one[1]):
        number = writer.reserve(1)
        writer.add(number, b"<< /Names %s /Limits [%s %s] >>" % (listed, first, last))
        names.append(b"%d 0 R" % number)
    told = b"<< /Type /StructTreeRoot /K [%d 0 R] /RoleMap %s /ParentTree << /Kids [%s] >>"
    told %= (roots.document, gathered.roles, b" ".join(parents))
    if names:
        told += b" /IDTree << /Kids [%s] >>" % b" ".join(names)
    return told + b" /ParentTreeNextKey %d >>" % gathered.next_key


def _marks(writer: Writer, gathered: _Gathered, roots: _Roots) -> bytes:
    """Write a bookmark for each part that has any, and return the entry of the catalog."""
    if not gathered.marks:
        return b""
    numbers = [mark.number for mark in gathered.marks]
    around = zip([None, *numbers], gathered.marks, [*numbers[1:], None], strict=False)
    for before, mark, after in around:
        title = pikepdf.String(mark.name).unparse()
        told = b"<< /Title %s /Parent %d 0 R /Dest [%s /Fit] /First %s /Last %s /Count -1"
        told %= (title, roots.marks, mark.page, mark.first, mark.last)
        told += b" /Prev %d 0 R" % before if before else b""
        told += b" /Next %d 0 R" % after if after else b""
        writer.add(mark.number, told + b" >>")
    head = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
    writer.add(roots.marks, head % (numbers[0], numbers[-1], len(numbers)))
    return b"/Outlines %d 0 R" % roots.marks
