"""Captures: what is known of a dated copy, and what can be wrong with one."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class ArchiveDamaged(UserError):
    code = "EVIDENCE-002"
    status = 500
    message = Text(
        "สำเนาหลักฐานในไฟล์ %(file)s ตำแหน่ง %(start)s ไม่ตรงกับที่เก็บไว้",
        "The copy in %(file)s at %(start)s is not what was kept.",
    )
    remedy = Text(
        "กู้ไฟล์จากข้อมูลสำรอง แล้วตรวจสอบดิสก์",
        "Restore the file from a backup, and have the disk checked.",
    )
