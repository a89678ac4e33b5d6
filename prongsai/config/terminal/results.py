"""Scored results on the terminal: a card for an agency, a picture for a nation."""

from pathlib import Path

from prongsai.config.terminal.agency import show_agency
from prongsai.config.terminal.drawing import Pen, sign
from prongsai.config.terminal.nation import show_nation
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.findings import Finding
from prongsai.methodology.wording import Text, same
from prongsai.results.queries.rounds import Round
from prongsai.results.services.scoring import Scored
from prongsai.surveys.services import Tallied

#: So many agencies are shown one by one; more make a nation.
_CARDS = 3
_FINDINGS = 12
#: What is said of a finding that does not follow from printed numbers alone.
SURENESS = {
    "certain": same(""),
    "likely": Text(" (น่าจะใช่)", " (likely)"),
    "guess": Text(" (คาดจากถ้อยคำ)", " (a guess from the words)"),
}


def show(scored: Scored, written: list[Path], language: str) -> None:
    """Show everything that was scored, and which files were written."""
    pen = Pen(language)
    latest = scored.rounds[-1]
    for tallied in scored.tallied:
        show_mapping(pen, tallied)
    if len(latest.agencies) > _CARDS:
        show_nation(pen, latest)
    else:
        for agency in dict.fromkeys(a.code for r in scored.rounds for a in r.agencies):
            show_agency(pen, [r for r in scored.rounds if agency in r.row_of], agency)
    show_findings(pen, scored.findings)
    show_doubts(pen, latest)
    if written:
        names = same(", ".join(map(str, written)))
        pen.say(Text("เขียนแล้ว: ", "Written: ") + names, style="green")


def show_mapping(pen: Pen, tallied: Tallied) -> None:
    """Say how the columns of a file of answers were understood, and what was not counted."""
    mapping = tallied.mapping
    answers, agencies = int(tallied.tally.counts.sum()), len(tallied.tally.agencies)
    how = f"{mapping.form}, {tallied.engine}"
    pen.say(
        Text(
            f"{tallied.file}: นับ {answers:,} คำตอบของ {agencies:,} หน่วยงาน ({how})",
            f"{tallied.file}: counted {answers:,} answers of {agencies:,} agencies ({how})",
        ),
        style="dim",
    )
    roles = ", ".join(f"{column} = {role}" for role, column in mapping.roles.items())
    leaves = f"{len(mapping.leaves)}" if mapping.leaves else "-"
    ignored = ", ".join(mapping.ignored) or "-"
    pen.say(
        Text(
            f"  คอลัมน์: {roles or '-'}; ข้อคำถาม {leaves} คอลัมน์; ไม่ใช้: {ignored}",
            f"  columns: {roles or '-'}; {leaves} of questions; not used: {ignored}",
        ),
        style="dim",
    )


def show_findings(pen: Pen, findings: list[Finding], most: int = _FINDINGS) -> None:
    """Show findings, the first ones in full."""
    if not findings:
        return
    pen.heading(Text(f"ข้อสังเกตจากการตรวจ ({len(findings)})", f"Findings ({len(findings)})"))
    for finding in findings[:most]:
        place = f"  {finding.place}" if finding.place else ""
        pen.console.print(sign(finding.rule.severity, finding.rule.id + place))
        pen.say(same("  ") + finding.message + SURENESS[finding.confidence])
        if finding.suggestion:
            pen.say(Text("  ข้อเสนอ: ", "  proposal: ") + same(finding.suggestion), style="bold")
    if len(findings) > most:
        rest = len(findings) - most
        pen.say(
            Text(
                f"... และอีก {rest} ข้อ ดูทั้งหมดด้วย --json",
                f"... and {rest} more; see all with --json",
            ),
            style="dim",
        )


def show_doubts(pen: Pen, round_: Round) -> None:
    """Say how much of the edition nobody could confirm."""
    count = len(doubts(round_.edition))
    if count:
        pen.console.print()
        pen.say(
            Text(
                f"กรอบ {round_.edition.id} มีข้อเท็จจริงที่ยังไม่ยืนยัน {count} ข้อ ดูด้วย "
                f"prongsai edition show {round_.edition.id} --unconfirmed",
                f"Facts of edition {round_.edition.id} that nobody confirmed: {count}. See "
                f"prongsai edition show {round_.edition.id} --unconfirmed",
            ),
            style="yellow",
        )
