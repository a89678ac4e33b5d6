"""The disclosure checklist of an agency on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.evidence.queries.item_rows import Checklist
from prongsai.methodology.wording import Text, same


def show(found: Checklist, language: str) -> None:
    """List every item with its state, its unit and what is disclosed."""
    pen = Pen(language)
    counted = found.counts
    pen.say(
        Text("อนุมัติแล้ว %(done)s จาก %(all)s รายการ", "%(done)s of %(all)s items approved").filled(
            done=counted["approved"], all=found.total
        )
    )
    pen.table(
        (Text("ข้อ", "item"), "fixed"),
        (Text("ชื่อ", "name"), "left"),
        (Text("สถานะ", "state"), "fixed"),
        (Text("ส่วนงาน", "unit"), "fixed"),
        (Text("ครบกำหนด", "due"), "fixed"),
        (Text("ลิงก์", "links"), "right"),
        (Text("เปิดไม่ได้", "not opened"), "right"),
        (Text("ไฟล์", "files"), "right"),
        rows=[
            [
                row.item,
                pen.word(row.name),
                pen.word(row.state_name),
                row.unit or "-",
                str(row.due or "-"),
                str(row.links),
                str(row.broken),
                str(row.files),
            ]
            for row in found.rows
        ],
    )
    if found.late:
        late = same(str(found.late))
        pen.say(Text("เกินกำหนด: ", "overdue: ") + late, style="red")
