"""Quality and exports of answers on the terminal."""

from rich.text import Text as Drawn

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same
from prongsai.surveys.queries.quality import AgencySigns, SurveyQuality
from prongsai.surveys.rules.quality import Judgement
from prongsai.surveys.rules.quality_words import NO_PROOF
from prongsai.surveys.services.exporting import Exported, SealVerified

_AGENCIES = 30
_MARKS = {
    Judgement.NOTHING: Text("ปกติ", "nothing unusual"),
    Judgement.LOOK: Text("ควรดู", "look at it"),
    Judgement.UNKNOWN: Text("บอกไม่ได้", "cannot be told"),
}


def show_export(exported: Exported, folder: str, language: str) -> None:
    """Say what was written, and what was held back."""
    pen = Pen(language)
    rows: list[list[str | Drawn]] = [
        [code, *(f"{count:,}" for count in told.values())]
        for code, told in exported.facts["surveys"].items()
    ]
    pen.table(
        (Text("แบบวัด", "survey"), "fixed"),
        (Text("แถว", "rows"), "right"),
        (Text("หน่วยงานที่ระบุรหัส", "agencies named"), "right"),
        (Text("หน่วยงานที่รวมกัน", "together"), "right"),
        (Text("หน่วยงานที่ไม่ส่งออก", "left out"), "right"),
        (Text("คำตอบที่ไม่ส่งออก", "responses left out"), "right"),
        rows=rows,
    )
    pen.say(Text("เขียนแล้ว: ", "Written: ") + same(folder), style="green")
    pen.say(same(f"manifest.json sha256 {exported.sha256}"))


def show_seal(found: SealVerified, language: str) -> None:
    """Say whether an export is as it was written."""
    pen = Pen(language)
    for fault in found.faults:
        pen.say(fault, style="red")
    if not found.faults:
        whole = Text("ครบถ้วนไม่ถูกแก้ไข %(files)s ไฟล์", "%(files)s files, none changed")
        pen.say(whole.filled(files=found.files), style="green")
    pen.say(
        Text("ระบบนี้มีบันทึกการส่งออกนี้", "This export is in the audit trail here.")
        if found.is_recorded
        else Text("ระบบนี้ไม่มีบันทึกการส่งออกนี้", "The audit trail here does not know this export."),
        style="" if found.is_recorded else "yellow",
    )


def show_list(found: list[AgencySigns], language: str) -> None:
    """Show the agencies with most signs."""
    pen = Pen(language)
    some = [one for one in found if one.count][:_AGENCIES]
    pen.heading(
        Text(
            f"{sum(one.count > 0 for one in found):,} จาก {len(found):,} หน่วยงานมีสัญญาณ",
            f"{sum(one.count > 0 for one in found):,} of {len(found):,} agencies show signs",
        )
    )
    for one in some:
        signs = ", ".join(f"{survey} {pen.word(sign.value)}" for survey, sign in one.signs)
        pen.console.print(f"  {one.agency}: {signs}", markup=False, soft_wrap=True)
    pen.say(NO_PROOF, style="dim")


def show_agency(found: list[SurveyQuality], language: str) -> None:
    """Show every measure of an agency."""
    pen = Pen(language)
    for one in found:
        pen.heading(same(f"{one.code}: ") + one.name + same(f" ({one.responses:,})"))
        for line in one.lines:
            mark = pen.word(_MARKS[line.judgement])
            words = f"  [{mark}] {pen.word(line.name)}: {pen.word(line.found)}"
            pen.console.print(words, markup=False, soft_wrap=True)
    pen.say(NO_PROOF, style="dim")
