"""What importing and exporting a plan did, on the terminal."""

from pathlib import Path

from prongsai.config.terminal.drawing import Pen
from prongsai.improvement.services.importing import ImportedPlan
from prongsai.methodology.wording import Text, same

_SHOWN = 20
_DRY = Text("ทดลองเท่านั้น ยังไม่เปลี่ยนอะไร", "A dry run: nothing was changed.")
_COUNTS = Text(
    "%(themes)s ประเด็น %(measures)s มาตรการ: "
    "ใหม่ %(new)s เปลี่ยน %(changed)s เหมือนเดิม %(same)s หายไป %(gone)s",
    "%(themes)s themes, %(measures)s measures: "
    "%(new)s new, %(changed)s changed, %(same)s unchanged, %(gone)s gone",
)
_DOUBT = Text("แถวที่ %(row)s “%(what)s”: %(why)s", "row %(row)s “%(what)s”: %(why)s")
_MORE = Text("และอีก %(n)s แห่ง", "and %(n)s more")
_UNIT = Text(
    "ไม่รู้จักส่วนงาน “%(name)s” (แถวที่ %(rows)s) บอกด้วย --unit",
    "no unit is called “%(name)s” (rows %(rows)s): say what it means with --unit",
)
_WRITTEN = Text("เขียนแผนลง %(file)s", "The plan is written to %(file)s.")
_LONGEST = 60


def show(found: ImportedPlan, language: str, *, dry_run: bool) -> None:
    """Say what becomes of the measures, what is doubtful, and which units nobody knows."""
    pen = Pen(language)
    if dry_run:
        pen.say(_DRY, style="yellow")
    told = found.payload()
    lists = {name: len(told[name]) for name in ("new", "changed", "gone")}
    numbers = {name: told[name] for name in ("themes", "measures", "same")}
    pen.say(_COUNTS.filled(**lists, **numbers))
    for doubt in found.doubts[:_SHOWN]:
        what = doubt.what[:_LONGEST]
        pen.say(_DOUBT.filled(row=doubt.row, what=what, why=doubt.why), style="yellow")
    if len(found.doubts) > _SHOWN:
        pen.say(_MORE.filled(n=len(found.doubts) - _SHOWN), style="yellow")
    for name, rows in found.unknown_units.items():
        listed = ", ".join(map(str, sorted(set(rows)))) or "–"
        pen.say(_UNIT.filled(name=name, rows=listed), style="red")


def show_export(path: Path, language: str) -> None:
    """Say where the plan was written."""
    Pen(language).say(_WRITTEN.filled(file=same(str(path))))
