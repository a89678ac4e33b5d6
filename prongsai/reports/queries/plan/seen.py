"""What can be seen of the actions: photographs and links; and who worked on it."""

from collections.abc import Iterator

from prongsai.improvement.rules.content import AppointmentContent
from prongsai.improvement.rules.states import MEMBER_DUTIES
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import Material
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Gallery,
    Paragraph,
    Picture,
    Row,
    Signatures,
    Signer,
    Table,
)
from prongsai.reports.rules.cells import count, words

#: Photographs of one action, and of a whole report: it must stay readable and small.
_OF_AN_ACTION, _OF_A_REPORT = 4, 40
_PHOTOS = ("image/jpeg", "image/png")
#: Letters of an action below a photograph.
_LONGEST = 110
_SHOWS = Text("ภาพถ่ายการดำเนินการ: %(text)s", "Photograph of what was done: %(text)s")
_UNKNOWN = Text("ไม่ระบุ", "not told")


def photos(material: Material) -> tuple[Gallery, ...]:
    """Return the photographs of the actions, theme by theme."""
    found: list[Picture] = []
    for place, theme in enumerate(material.plan.themes, 1):
        for action in theme.actions:
            mine = [file for file in action.files if file.media_type in _PHOTOS]
            numbers = ", ".join(f"{place}.{number}" for number in action.measures)
            caption = Text("มาตรการที่ %(numbers)s %(text)s", "Measure %(numbers)s: %(text)s")
            told = caption.filled(numbers=numbers, text=_short(action.text))
            found += [
                Picture(
                    file.sha256, told, _SHOWS.filled(text=f"{_short(action.text)} ({file.name})")
                )
                for file in mine[:_OF_AN_ACTION]
            ]
    once = list({picture.sha256: picture for picture in found}.values())
    return (Gallery(tuple(once[:_OF_A_REPORT])),) if once else ()


def _short(text: str) -> str:
    words_ = " ".join(text.split())
    return words_ if len(words_) <= _LONGEST else f"{words_[:_LONGEST].rstrip()}…"


def files_listed(material: Material) -> Iterator[Block]:
    """List the files of actions that are no photographs: they can be handed out on request."""
    rows = [
        Row((words(same(f"{place}.{number}")), words(same(file.name)), count(file.size)))
        for place, theme in enumerate(material.plan.themes, 1)
        for action in theme.actions
        for file in action.files
        if file.media_type not in _PHOTOS
        for number in action.measures[:1]
    ]
    if rows:
        yield Table(
            Text("เอกสารประกอบ", "Files"),
            Text("เอกสารประกอบการดำเนินการ", "Files of what was done"),
            (
                Column(Text("มาตรการ", "Measure"), 14, Align.CENTRE),
                Column(Text("ไฟล์", "File"), 66),
                Column(Text("ขนาด (ไบต์)", "Size (bytes)"), 20, Align.RIGHT),
            ),
            tuple(rows),
        )


def working_group(material: Material) -> Iterator[Block]:
    """Show the orders that appoint the working group, with its members."""
    for number, order in enumerate(material.plan.appointments, 1):
        yield Paragraph(_order(order), f"group.{number}")
        if order.members:
            yield _members(order)


def _order(order: AppointmentContent) -> Text:
    return Text(
        "คำสั่งที่ %(number)s ลงวันที่ %(day)s เรื่อง %(title)s",
        "Order %(number)s of %(day)s: %(title)s",
    ).filled(number=order.number, day=date_text(order.dated), title=order.title)


def _members(order: AppointmentContent) -> Table:
    rows = [
        Row(
            (
                count(place),
                Cell(same(member.name)),
                words(same(member.position) if member.position.strip() else _UNKNOWN),
                words(MEMBER_DUTIES[member.duty]),
            )
        )
        for place, member in enumerate(order.members, 1)
    ]
    return Table(
        Text("คณะทำงาน", "Working group"),
        Text("คณะทำงานตามคำสั่งที่ %(number)s", "Working group of order %(number)s").filled(
            number=order.number
        ),
        (
            Column(Text("ที่", "No."), 8, Align.CENTRE),
            Column(Text("ชื่อ", "Name"), 34),
            Column(Text("ตำแหน่ง", "Position"), 36),
            Column(Text("หน้าที่", "Duty"), 22),
        ),
        tuple(rows),
    )


_DEFAULT = (
    Signer(Text("ผู้จัดทำรายงาน", "Who wrote this report")),
    Signer(Text("ผู้อนุมัติรายงาน หัวหน้าหน่วยงาน", "Who approves it: the head of the agency")),
)


def signatures(material: Material) -> Signatures:
    """Return the places to sign; blanks where nobody is named."""
    return Signatures(material.signers or _DEFAULT)
