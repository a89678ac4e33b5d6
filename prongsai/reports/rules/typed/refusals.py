"""What a person can be told when a typed report cannot be read."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

_AS_TEXT = Text(
    "เปิดไฟล์ด้วยโปรแกรมที่สร้าง แล้วบันทึกใหม่เป็น PDF หรือ DOCX",
    "Open it where it was made and save it again as PDF or DOCX.",
)


class DocumentKindUnknown(UserError):
    code = "REPORT-020"
    message = Text("ไม่อ่านรายงานชนิด %(file)s", "Reports of the kind of %(file)s are not read.")
    remedy = Text(
        "ใช้ไฟล์ PDF, DOCX หรือ TXT ส่วนไฟล์ DOC รุ่นเก่าให้บันทึกเป็น DOCX ก่อน",
        "Give a PDF, DOCX or TXT file; save an old DOC as DOCX first.",
    )


class DocumentLocked(UserError):
    code = "REPORT-021"
    message = Text("ไฟล์ %(file)s ล็อกด้วยรหัสผ่าน", "The file %(file)s is locked with a password.")
    remedy = Text("ถอดรหัสผ่านออกแล้วบันทึกใหม่", "Take the password away and save the file again.")


class DocumentWithoutText(UserError):
    code = "REPORT-022"
    message = Text(
        "ไฟล์ %(file)s ไม่มีตัวอักษรให้อ่าน เหมือนเป็นภาพสแกน",
        "The file %(file)s has no letters to read; it seems to be a scan.",
    )
    remedy = Text(
        "ใช้ไฟล์ต้นฉบับที่พิมพ์ไว้ หรือทำ OCR ก่อน",
        "Use the file that was typed, or have letters recognised (OCR) first.",
    )


class NotAnAnnualReport(UserError):
    code = "REPORT-023"
    message = Text(
        "ไม่พบตารางคะแนน ตัวชี้วัด หรือจุดอ่อนของรายงาน ITA ในไฟล์ %(file)s",
        "No table of totals, indicators or weak points of an ITA report was found in %(file)s.",
    )
    remedy = Text(
        "ตรวจว่าเป็นรายงาน ITA ภาษาไทย และปีของรายงานมีกรอบการประเมิน",
        "See that it is an ITA report in Thai, of a year that has an edition.",
    )


class DocumentTooLarge(UserError):
    code = "REPORT-024"
    status = 413
    message = Text(
        "ไฟล์ %(file)s ใหญ่หรือซับซ้อนเกินกว่าจะอ่าน", "The file %(file)s is too large or involved to read."
    )
    remedy = _AS_TEXT


class DocumentDamaged(UserError):
    code = "REPORT-025"
    message = Text("อ่านไฟล์ %(file)s ไม่ได้", "The file %(file)s cannot be read.")
    remedy = _AS_TEXT
