"""Text of a PDF as people typed it, also for readers that ignore its hidden replacement text.

Typst writes what a group of letters means beside the group (ActualText); Firefox, pypdf and others
look only at each letter, and find a whole syllable where one consonant is drawn. Every letter that
is embedded is therefore told again: it is recognised by its outline in the source font.
Upstream: LaurenzV/krilla#411.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from prongsai.reports.adapters.actualtext import said_once
from prongsai.reports.adapters.fonts import Family

_SINGLE, _ALTERNATE, _LIGATURE, _EXTENSION = 1, 3, 4, 7
#: Sara am is a ring and a long vowel; a tone mark over it is drawn as one with the ring.
_RING = "\u0e4d"
#: Variants of variants: rounds of following substitutions until nothing new is found.
_ROUNDS = 3
_NO_BREAK_SPACE, _SOFT_HYPHEN = 0xA0, 0xAD
#: Letters of TH Sarabun New that are drawn lower, higher or further left stand in the private
#: area: from this code on, in runs that begin with these letters.
_SHIFTED = {
    0xF700: "ฐ",
    0xF701: "\u0e34",
    0xF702: "\u0e35",
    0xF703: "\u0e36",
    0xF704: "\u0e37",
    **{0xF705 + tone: chr(0xE48 + tone) for tone in range(5)},
    **{0xF70A + tone: chr(0xE48 + tone) for tone in range(5)},
    0xF70F: "ญ",
    0xF710: "\u0e31",
    0xF711: "\u0e4d",
    0xF712: "\u0e47",
    **{0xF713 + tone: chr(0xE48 + tone) for tone in range(5)},
    0xF718: "\u0e38",
    0xF719: "\u0e39",
    0xF71A: "\u0e3a",
}
#: Lines of one block of a character map.
_BLOCK = 100


def with_readable_text(pdf_bytes: bytes, family: Family) -> bytes:
    """Return a PDF whose letters are told one by one, packed tightly."""
    known = {
        _postscript_name(path): _letters_by_outline(path) for path in (family.regular, family.bold)
    }
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        told: dict[tuple[int, int], dict[int, str]] = {}
        for font in _fonts(pdf):
            letters = _letters_of(font, known)
            if letters:
                font.ToUnicode = pdf.make_stream(_character_map(letters))
                told[font.objgen] = letters
        for page in pdf.pages:
            fonts = {
                name.lstrip("/").encode(): told.get(font.objgen, {})
                for name, font in page.Resources.get("/Font", {}).items()
            }
            page.Contents.write(said_once(page.Contents.read_bytes(), fonts))
        # Said again although it is the default, and taken by some readers for a fault.
        if "/MarkInfo" in pdf.Root and "/Suspects" in pdf.Root.MarkInfo:
            del pdf.Root.MarkInfo.Suspects
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0":
            yield thing


def _letters_of(font: pikepdf.Object, known: dict[str, dict[str, str]]) -> dict[int, str]:
    """Return glyph number -> text of a font inside a PDF; nothing if it is none of ours."""
    name = str(font.BaseFont).rpartition("+")[2].lstrip("/")
    described = font.DescendantFonts[0].FontDescriptor
    source = next((known[one] for one in known if name.startswith(one)), None)
    if source is None or "/FontFile2" not in described:
        return {}
    with TTFont(io.BytesIO(described.FontFile2.read_bytes()), lazy=True) as embedded:
        drawn = {
            number: source.get(_outline(embedded, glyph))
            for number, glyph in enumerate(embedded.getGlyphOrder())
            if number
        }
    return {number: text for number, text in drawn.items() if text is not None}


def _character_map(letters: dict[int, str]) -> bytes:
    """Return the map from glyphs to text in the language of PDF."""
    lines = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for number, text in letters.items()
    ]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (_HEAD + body + _TAIL).encode()


_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


@lru_cache(maxsize=8)
def _postscript_name(path: Path) -> str:
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getDebugName(6))


@lru_cache(maxsize=8)
def _letters_by_outline(path: Path) -> dict[str, str]:
    """Return outline -> letters of a source font, variants and ligatures included."""
    with TTFont(path) as font:
        letters = _letters_by_glyph(font)
        found: dict[str, str] = {}
        for glyph in font.getGlyphOrder():
            if glyph in letters:
                found.setdefault(_outline(font, glyph), letters[glyph])
        return found


def _letters_by_glyph(font: TTFont) -> dict[str, str]:
    letters: dict[str, str] = {}
    for number, glyph in sorted(font.getBestCmap().items()):
        if chr(number).isprintable() and number not in {_NO_BREAK_SPACE, _SOFT_HYPHEN}:
            letters.setdefault(glyph, _SHIFTED.get(number, chr(number)))
    for _ in range(_ROUNDS):
        for letter, variant in _variants(font):
            if letter in letters:
                letters.setdefault(variant, letters[letter])
    for parts, whole in _ligatures(font):
        if all(part in letters for part in parts):
            letters.setdefault(whole, _ring_first("".join(letters[part] for part in parts)))
    return letters


def _ring_first(text: str) -> str:
    return _RING + text.replace(_RING, "") if _RING in text else text


def _variants(font: TTFont) -> Iterator[tuple[str, str]]:
    """Yield (glyph, glyph that may be drawn in its place)."""
    for table in _substitutions(font):
        if table.LookupType == _SINGLE:
            yield from table.mapping.items()
        elif table.LookupType == _ALTERNATE:
            for glyph, variants in table.alternates.items():
                yield from ((glyph, variant) for variant in variants)


def _ligatures(font: TTFont) -> Iterator[tuple[list[str], str]]:
    """Yield (glyphs, glyph that is drawn in the place of all of them)."""
    for table in _substitutions(font):
        if table.LookupType == _LIGATURE:
            for first, some in table.ligatures.items():
                yield from (([first, *one.Component], one.LigGlyph) for one in some)


def _substitutions(font: TTFont) -> Iterator[Any]:
    """Yield the tables of a font that say what is drawn in place of what."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield table.ExtSubTable if table.LookupType == _EXTENSION else table


def _outline(font: TTFont, glyph: str) -> str:
    """Return what tells a drawn letter from all others: its lines and its width."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    drawn = f"{pen.value!r} {round(font['hmtx'][glyph][0])}"
    return sha256(drawn.encode()).hexdigest()
