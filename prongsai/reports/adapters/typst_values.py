"""A document as the plain values that the Typst source reads from JSON."""

from typing import Any

from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.adapters.breaking import broken, knowing
from prongsai.reports.adapters.fonts import Family
from prongsai.reports.adapters.signing import lines_of
from prongsai.reports.rules.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Document,
    Gallery,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Signatures,
    Table,
    align_of,
    tone_in,
)
from prongsai.reports.rules.cells import NO_DATA
from prongsai.reports.rules.heights import stays_whole
from prongsai.reports.rules.sources import SOURCES, Source, told
from prongsai.reports.rules.style import Style

_TARGET = Text("เป้าหมาย %(target)s", "target %(target)s")
#: Numbers along the axis of a line chart.
_AXIS = range(0, 101, 10)


def document_values(document: Document, style: Style, family: Family) -> dict[str, Any]:
    """Return everything that the Typst source of a report needs."""
    with knowing(document.terms):
        setter = _Setter(style, document.terms)
        return {
            "title": setter.say(document.title),
            "subject": setter.say(document.subject),
            "author": setter.say(document.author),
            "running": setter.say(document.title),
            "made_on": [
                document.made_on.year,
                document.made_on.month,
                document.made_on.day,
            ],
            **_look(style, family),
            "one_page": document.one_page,
            "first_page": document.first_page,
            "dense": document.dense,
            "repeats": True,
            "sections": [
                {
                    "landscape": section.landscape,
                    "kept": section.kept,
                    "blocks": [setter.block(block) for block in section.blocks],
                }
                for section in document.sections
                if section.blocks
            ],
        }


def photo_file(sha256: str) -> str:
    """Name a photograph among the files that Typst is given."""
    return f"photo-{sha256}.jpg"


def picture_values(chart: Chart, style: Style, family: Family) -> dict[str, Any]:
    """Return what the Typst source of one picture needs."""
    look = _look(style, family)
    look["font"]["scale"] = family.body / _PLAIN_BODY
    return {**look, "chart": _Setter(style, ()).block(chart)}


#: The size that pictures are drawn for.
_PLAIN_BODY = 10.5


def _look(style: Style, family: Family) -> dict[str, Any]:
    return {
        "language": style.language,
        "region": "TH" if style.language == "th" else "GB",
        "thai_digits": style.thai_digits,
        "font": {
            "name": family.name,
            "body": family.body,
            "top": family.top,
            "bottom": family.bottom,
        },
    }


class _Setter:
    """Sets blocks in one style; `terms` are names that are not parted."""

    def __init__(self, style: Style, terms: tuple[str, ...]) -> None:
        self._style = style
        self._terms = terms

    def say(self, text: Text, *, literal: bool = False) -> str:
        return broken(self._style.words(text, literal=literal), self._terms)

    def block(self, block: Block) -> dict[str, Any]:
        """Return one block with its kind."""
        match block:
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Cover():
                return self._cover(block)
            case Gallery() | Signatures():
                return self._special(block)
            case _:
                return {"kind": type(block).__name__.lower(), **self._prose(block)}

    def _prose(self, block: Block) -> dict[str, Any]:
        """Return what a block of words needs."""
        match block:
            case Heading():
                return {"text": self.say(block.text), "level": block.level}
            case Paragraph():
                said = {"text": self.say(block.text), "note": self._note(block.sources)}
                return {**said, "align": block.align}
            case Listing():
                points = [self.say(point) for point in block.points]
                return {"points": points, "note": self._note(block.sources)}
            case Notice():
                said = {"title": self.say(block.title), "text": self.say(block.text)}
                return {**said, "tone": block.tone}
            case Contents():
                return {"title": self.say(block.title)}
            case _:
                return {}

    def _note(self, sources: tuple[Source, ...]) -> str:
        return self.say(SOURCES + told(sources)) if sources else ""

    def _special(self, block: Gallery | Signatures) -> dict[str, Any]:
        if isinstance(block, Gallery):
            pictures = [
                {
                    "file": photo_file(picture.sha256),
                    "caption": self.say(picture.caption),
                    "alt": self._style.words(picture.alt),
                }
                for picture in block.pictures
            ]
            return {"kind": "gallery", "pictures": pictures}
        signers = [
            {name: self.say(text) for name, text in lines_of(signer).items()}
            for signer in block.signers
        ]
        return {"kind": "signatures", "signers": signers}

    def _cover(self, cover: Cover) -> dict[str, Any]:
        return {
            "kind": "cover",
            "title": self.say(cover.title),
            "subtitle": self.say(cover.subtitle),
            "agency": self.say(cover.agency),
            "figures": [[self.say(name), self.say(value)] for name, value in cover.figures],
            "foot": [self.say(line) for line in cover.foot],
        }

    def _table(self, table: Table) -> dict[str, Any]:
        places = (table.columns[column] for _, column, _ in table.placed)
        whole = iter(stays_whole(table))
        return {
            "kind": "table",
            "caption": self.say(table.caption),
            "shaded": table.shaded,
            "prose": table.prose,
            "sources": self.say(SOURCES + told(table.sources)) if table.sources else "",
            "columns": [
                {"title": self.say(column.title), "share": column.share} for column in table.columns
            ],
            "rows": [
                {
                    "kind": row.kind,
                    "cells": [
                        {**self._cell(cell, next(places)), "whole": next(whole)}
                        for cell in row.cells
                    ],
                }
                for row in table.rows
            ],
        }

    def _cell(self, cell: Cell, column: Column) -> dict[str, Any]:
        return {
            "texts": [self.say(text, literal=cell.literal) for text in cell.paragraphs],
            "links": [
                {
                    "to": link.address,
                    "title": self.say(same(link.title)),
                    "shown": self.say(same(link.address), literal=True),
                }
                for link in cell.links
            ],
            "value": cell.value,
            "tone": cell.tone,
            "rows": cell.rows,
            "columns": cell.columns,
            "indent": cell.indent,
            "align": align_of(cell, column),
        }

    def _chart(self, chart: Chart) -> dict[str, Any]:
        target = chart.target
        target_text = ""
        if target is not None:
            target_text = self.say(_TARGET.filled(target=f"{target / HUNDREDTHS:g}"))
        return {
            "kind": "chart",
            "drawn": chart.kind,
            "caption": self.say(chart.caption),
            "alt": self._style.words(chart.alt),
            "labels": [self.say(label) for label in chart.labels],
            "series": [
                {
                    "name": self.say(series.name),
                    "values": [
                        None if value == MISSING else value / HUNDREDTHS for value in series.values
                    ],
                    "texts": [
                        self.say(NO_DATA if value == MISSING else same(points_text(value)))
                        for value in series.values
                    ],
                    "tones": [tone_in(chart.steps, value) for value in series.values],
                }
                for series in chart.series
            ],
            "target": None if target is None else target / HUNDREDTHS,
            "target_text": target_text,
            "marks": {str(mark): self.say(same(str(mark))) for mark in _AXIS},
            "steps": [{"name": self.say(step.name), "tone": step.tone} for step in chart.steps],
        }
