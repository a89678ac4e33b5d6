"""Copies of links on the terminal."""

from typing import Any

from prongsai.config.terminal.drawing import Pen
from prongsai.evidence.queries.copies import CopyGroup, WrongName
from prongsai.evidence.queries.watch import WatchedLink
from prongsai.evidence.rules.screenshots import REASONS
from prongsai.evidence.services.screenshots import Screenshots
from prongsai.methodology.wording import Text, same

_ADDRESS, _AGENCY = Text("ที่อยู่", "address"), Text("หน่วยงาน", "agency")
_ITEM = Text("รายการ", "item")
_BROKEN = {
    "chain": Text("ลูกโซ่ขาดหรือถูกแก้ที่สำเนา %(what)s", "The chain is broken at copies %(what)s"),
    "seals": Text("ลายเซ็นของวันไม่ถูกต้อง %(what)s", "These days' seals do not hold: %(what)s"),
    "pictures": Text(
        "ภาพหน้าจอของสำเนาต่อไปนี้ไม่ตรงกับที่เก็บไว้ %(what)s",
        "The screenshots of these copies are not what was kept: %(what)s",
    ),
    "archives": Text(
        "ไฟล์สำเนาไม่ตรงกับที่เก็บไว้ %(what)s", "These copies are not what was kept: %(what)s"
    ),
}
#: Faults that are named.
_NAMED = 20


def captured(number: int, language: str) -> None:
    """Say how many links were opened."""
    _say(Text("เก็บสำเนาแล้ว %(n)s ลิงก์", "Links opened and kept: %(n)s."), language, n=f"{number:,}")


def drawn(made: Screenshots, language: str) -> None:
    """Say how many copies were drawn, or why none."""
    if made.no_browser:
        said = Text("ไม่ได้ทำภาพหน้าจอ เพราะ%(why)s", "No screenshots were made, because %(why)s.")
        Pen(language).say(said.filled(why=REASONS[made.no_browser]))
        return
    _say(
        Text(
            "ทำภาพหน้าจอแล้ว %(taken)s ภาพ ทำไม่ได้ %(without)s เหลือ %(waiting)s",
            "Screenshots made: %(taken)s. Not possible: %(without)s. Still waiting: %(waiting)s.",
        ),
        language,
        taken=f"{made.taken:,}",
        without=f"{made.without:,}",
        waiting=f"{made.waiting:,}",
    )


def verified(told: dict[str, Any], language: str) -> None:
    """Say what is not as it was."""
    pen = Pen(language)
    for name, said in _BROKEN.items():
        if told[name]:
            pen.say(said.filled(what=", ".join(map(str, told[name][:_NAMED]))), style="red")
    if not any(told[name] for name in _BROKEN):
        sound = Text("ถูกต้องครบถ้วน %(n)s สำเนา", "Sound: %(n)s copies.")
        pen.say(sound.filled(n=f"{told['captures']:,}"), style="green")
    _stamps(told["stamps"], pen)


def _stamps(stamps: dict[str, Any], pen: Pen) -> None:
    """Say what stamps of others prove."""
    if stamps["broken"]:
        broken = Text(
            "ตราประทับเวลาของวันต่อไปนี้ไม่ถูกต้อง %(what)s",
            "The stamps of these days do not hold: %(what)s",
        )
        pen.say(broken.filled(what=", ".join(stamps["broken"][:_NAMED])), style="red")
    if stamps["unread"]:
        pen.say(
            Text(
                "ไม่ได้ตรวจตราประทับเวลา เพราะไม่ได้ตั้ง STAMP_CERTIFICATES",
                "The time stamps were not verified: STAMP_CERTIFICATES is not set.",
            )
        )
    elif stamps["held"]:
        held = Text(
            "ตราประทับเวลาถูกต้อง %(n)s วัน สิ่งที่ลงลายมือชื่อไว้มีอยู่แล้วเมื่อถูกประทับเวลา",
            "Stamps that hold: %(n)s. What was sealed was there when it was stamped.",
        )
        pen.say(held.filled(n=f"{stamps['held']:,}"))
    else:
        pen.say(
            Text(
                "ไม่มีตราประทับเวลาของผู้อื่น: ลายเซ็นพิสูจน์ลำดับ ไม่ได้พิสูจน์เวลา",
                "No stamp of anybody else: the seals prove the order, not the time.",
            )
        )


def sealed(told: dict[str, Any], stamps: list[str], language: str) -> None:
    """Say what was signed, and stamped."""
    if not told:
        _say(Text("ยังไม่มีสำเนาให้ลงลายมือชื่อ", "There is no copy to sign yet."), language)
        return
    said = Text("ลงลายมือชื่อวันที่ %(day)s ถึงสำเนาที่ %(number)s", "Signed %(day)s up to copy %(number)s.")
    _say(said, language, **told)
    for stamp in stamps:
        _say(Text("ประทับเวลาเมื่อ %(at)s", "Stamped at %(at)s."), language, at=stamp)


def deadline(pages: int, language: str) -> None:
    """Say how many pages will be captured."""
    said = Text(
        "จะเก็บสำเนา %(n)s หน้า ใช้ prongsai captures run เพื่อทำเดี๋ยวนี้",
        "%(n)s pages are due; `prongsai captures run` opens them now.",
    )
    _say(said, language, n=f"{pages:,}")


def exported(number: int, files: list[str], language: str) -> None:
    """Say what was written."""
    _say(Text("ส่งออก %(n)s สำเนา", "Copies exported: %(n)s."), language, n=f"{number:,}")
    for file in files:
        Pen(language).say(same(f"  {file}"))


def listed(links: list[WatchedLink], language: str) -> None:
    """List the links of an agency."""
    pen = Pen(language)
    if not links:
        pen.say(Text("ยังไม่มีลิงก์", "There are no links yet."))
        return
    pen.table(
        (_ITEM, "fixed"),
        (Text("สถานะ", "now"), "fixed"),
        (Text("ตั้งแต่", "since"), "fixed"),
        (_ADDRESS, "left"),
        rows=[
            [
                link.item,
                pen.word(link.outcome_name),
                f"{link.since:%Y-%m-%d}" if link.since else "-",
                link.address,
            ]
            for link in links
        ],
    )


def copied(groups: list[CopyGroup], wrong: list[WrongName], language: str) -> None:
    """List documents that are nearly the same, and those that name somebody else."""
    pen = Pen(language)
    if not groups and not wrong:
        pen.say(Text("ไม่พบเอกสารที่เหมือนกันข้ามหน่วยงาน", "No documents were copied between agencies."))
    if groups:
        pen.heading(Text("เอกสารที่เกือบเหมือนกัน", "Nearly the same documents"))
        pen.table(
            (_ITEM, "fixed"),
            (_AGENCY, "fixed"),
            (Text("เหมือนกัน", "alike"), "right"),
            (_ADDRESS, "left"),
            rows=[
                [group.item, copy.document.agency, f"{copy.likeness:.0%}", copy.document.address]
                for group in groups
                for copy in group.copies
            ],
        )
    if wrong:
        pen.heading(Text("เอกสารที่มีชื่อหน่วยงานอื่น", "Documents that name another agency"))
        pen.table(
            (_ITEM, "fixed"),
            (_AGENCY, "fixed"),
            (Text("ชื่อที่พบ", "named"), "fixed"),
            (_ADDRESS, "left"),
            rows=[
                [one.document.item, one.document.agency, ", ".join(one.named), one.document.address]
                for one in wrong
            ],
        )


def _say(said: Text, language: str, **told: Any) -> None:
    Pen(language).say(said.filled(**told))
