"""Editions on the terminal: a list, the structure of one, faults, doubts and differences."""

from prongsai.config.terminal.drawing import Pen, sign
from prongsai.methodology.edition.difference import Difference
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.sources import Fault
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def show_list(editions: list[Edition], language: str) -> None:
    """Show the editions that there are."""
    pen = Pen(language)
    instruments = sorted({e.nodes[n].code for e in editions for n in e.of_kind(Kind.INSTRUMENT)})
    rows: list[list[str]] = []
    for edition in editions:
        items = [edition.instrument_of(item) for item in edition.of_kind(Kind.ITEM)]
        counts = [str(items.count(code) or "-") for code in instruments]
        levels = " ".join(pen.word(level.name) for level in edition.rules.levels)
        rows.append([edition.id, *counts, str(len(doubts(edition))), levels])
    pen.table(
        (Text("กรอบ", "edition"), "fixed"),
        *((Text(code, code), "right") for code in instruments),
        (Text("ยังไม่ยืนยัน", "unconfirmed"), "right"),
        (Text("ระดับ", "levels"), "left"),
        rows=[list(row) for row in rows],
    )


def show_edition(edition: Edition, language: str) -> None:
    """Show the rules and the tree of one edition."""
    pen = Pen(language)
    pen.say(edition.rules.name, style="bold")
    pen.console.print(f"{edition.id}   sha256 {edition.sha256[:16]}…", style="dim")
    pen.heading(Text("ระดับ", "Levels"))
    for level in edition.rules.levels:
        needs = "".join(f", {code} ≥ {least:g}" for code, least in level.instruments_min.items())
        pen.console.print(f"  {pen.word(level.name)}: ≥ {level.total_min:g}{needs}", markup=False)
    pen.heading(Text("โครงสร้าง (? = ยังไม่ยืนยัน)", "Structure (? = not confirmed)"))
    depth = {
        Kind.TOTAL: 0,
        Kind.INSTRUMENT: 1,
        Kind.INDICATOR: 2,
        Kind.SUB_INDICATOR: 3,
        Kind.ITEM: 4,
        Kind.PART: 5,
    }
    for node in edition.nodes:
        doubt = "" if node.confirmed else " ?"
        points = ""
        if node.is_leaf:
            points = (
                "  [" + " ".join("-" if p is None else f"{p / 100:g}" for p in node.points) + "]"
            )
        weight = f" × {node.weight / 100:g}%" if node.kind is Kind.INSTRUMENT else ""
        pen.console.print(
            "  " * depth[node.kind] + f"{node.code}{doubt}  {pen.word(node.text)}{weight}{points}",
            markup=False,
            soft_wrap=True,
            style="bold" if node.kind in {Kind.INSTRUMENT, Kind.INDICATOR} else None,
        )
    show_doubts(edition, language)


def show_doubts(edition: Edition, language: str) -> None:
    """Show what nobody could confirm."""
    pen = Pen(language)
    found = doubts(edition)
    pen.heading(
        Text(
            f"{edition.id}: ยังไม่ยืนยัน {len(found)} ข้อ",
            f"{edition.id}: {len(found)} facts not confirmed",
        )
    )
    for doubt in found:
        pen.console.print(f"  {doubt.where}", style="yellow", markup=False)
        pen.say(Text("    ", "    ") + doubt.note)


def show_faults(found: dict[str, list[Fault]], language: str) -> None:
    """Show the faults of each edition, or that it has none."""
    pen = Pen(language)
    for name, faults in found.items():
        if not faults:
            pen.console.print(f"✔ {name}", style="green", markup=False)
            continue
        pen.console.print(sign("error", f"{name}: {len(faults)}"))
        for fault in faults:
            pen.say(
                Text(f"  {fault.file}:{fault.line}: ", f"  {fault.file}:{fault.line}: ")
                + fault.message
            )


def show_differences(old: Edition, new: Edition, found: list[Difference], language: str) -> None:
    """Show what changed from one edition to the next."""
    pen = Pen(language)
    pen.say(
        Text(
            f"{old.id} → {new.id}: ต่างกัน {len(found)} แห่ง",
            f"{old.id} → {new.id}: {len(found)} differences",
        ),
        style="bold",
    )
    for difference in found:
        mark, colour = _MARKS[difference.kind]
        values = " → ".join(v for v in (difference.old, difference.new) if v is not None)
        pen.console.print(
            f"{mark} {difference.where}: {values}", style=colour, markup=False, soft_wrap=True
        )
