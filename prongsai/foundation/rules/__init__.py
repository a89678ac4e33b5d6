"""The one kind of error that people are meant to read."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar, Protocol

from prongsai.methodology.wording import Text, same

#: Letters of a parameter that are shown.
_LONGEST = 400


class Doer(Protocol):
    """Who does something: the id of an account, None for the program itself, and a name."""

    @property
    def user(self) -> int | None: ...

    @property
    def name(self) -> str: ...


class UserError(Exception):
    """A rule was not met, and the person can do something about it.

    Subclasses say three things in Thai and English: what happened, what to do now, and a code
    to quote to support. The web shows them as a page or fragment, the API as problem+json, a
    command as one line with exit code 2.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 422
    message: ClassVar[Text]
    remedy: ClassVar[Text]

    def __init__(self, **params: Any) -> None:
        super().__init__(params)
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        """Let another process hand its error over."""
        return partial(type(self), **self.params), ()

    @property
    def fact(self) -> Text:
        """What happened, the parameters filled in."""
        return self.message.filled(**self._shown())

    @property
    def advice(self) -> Text:
        """What to do, the parameters filled in."""
        return self.remedy.filled(**self._shown())

    @property
    def text(self) -> Text:
        """What happened and what to do."""
        return self.fact + same(" ") + self.advice

    def _shown(self) -> dict[str, Any]:
        return {name: _shortened(value) for name, value in self.params.items()}

    def __str__(self) -> str:
        return in_one_line(f"{self.text.th} | {self.text.en} [{self.code}]")


def _shortened(value: Any) -> Any:
    """Cut what would make a sentence endless, and drop what nobody could see in it."""
    if isinstance(value, Text | int | float):
        return value
    words = str(value)
    seen = "".join(letter for letter in words[: _LONGEST + 1] if letter.isprintable())
    return seen if len(words) <= _LONGEST else f"{seen[:_LONGEST]}…"


def in_one_line(text: str) -> str:
    """Return a text that a terminal shows as one line, whatever a file is called."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


class FileMissing(UserError):
    code = "FILE-001"
    status = 404
    message = Text("ไม่พบไฟล์ %(file)s", "There is no file %(file)s.")
    remedy = Text("ตรวจสอบชื่อและที่อยู่ของไฟล์", "Check its name and folder.")


class FileEmpty(UserError):
    code = "FILE-002"
    message = Text("ไฟล์ %(file)s ไม่มีข้อมูล", "The file %(file)s has no data.")
    remedy = Text(
        "ใส่แถวหัวตารางและข้อมูล ตัวอย่างได้จาก prongsai template",
        "Give it a header row and data; `prongsai template` writes an example.",
    )


class EncodingUnknown(UserError):
    code = "FILE-003"
    message = Text(
        "อ่านตัวอักษรในไฟล์ %(file)s ไม่ได้ (ไม่ใช่ UTF-8, UTF-16 หรือ TIS-620)",
        "The letters in %(file)s cannot be read (not UTF-8, UTF-16 or TIS-620).",
    )
    remedy = Text("บันทึกไฟล์ใหม่เป็น CSV UTF-8", "Save it again as CSV UTF-8.")


class FileDamaged(UserError):
    code = "FILE-004"
    message = Text(
        "ไฟล์ %(file)s เสียหรือไม่ใช่ชนิดที่นามสกุลบอก (%(why)s)",
        "The file %(file)s is damaged or not of the kind its name says (%(why)s).",
    )
    remedy = Text(
        "เปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่", "Open it where it was made and save it again."
    )


class FileKindUnknown(UserError):
    code = "FILE-005"
    message = Text("ไม่รู้จักไฟล์ชนิด %(file)s", "Files of the kind of %(file)s are not read.")
    remedy = Text(
        "ใช้ไฟล์ YAML, CSV, TSV, XLSX หรือ Parquet", "Give a YAML, CSV, TSV, XLSX or Parquet file."
    )


class FileTooLarge(UserError):
    code = "FILE-006"
    message = Text(
        "เมื่อคลายแล้วไฟล์ %(file)s ใหญ่เกิน %(limit)s MiB",
        "Unpacked, %(file)s is larger than %(limit)s MiB.",
    )
    remedy = Text("บันทึกเป็น CSV หรือ Parquet แทน", "Save it as CSV or Parquet instead.")


class FolderMissing(UserError):
    code = "FILE-008"
    status = 404
    message = Text("ไม่พบโฟลเดอร์ %(folder)s", "There is no folder %(folder)s.")
    remedy = Text("ตรวจสอบชื่อและที่อยู่ของโฟลเดอร์", "Check its name and place.")


class EditionUnknown(UserError):
    code = "EDITION-001"
    status = 404
    message = Text("ไม่มีกรอบการประเมินชื่อ %(name)s", "There is no edition called %(name)s.")
    remedy = Text("เลือกจาก: %(known)s", "Choose one of: %(known)s.")


class EditionFaulty(UserError):
    code = "EDITION-002"
    message = Text(
        "กรอบการประเมิน %(name)s มีข้อผิด %(count)s แห่ง (แห่งแรก %(file)s บรรทัด %(line)s)",
        "Edition %(name)s has %(count)s fault(s), the first in %(file)s line %(line)s.",
    )
    remedy = Text(
        "ดูทั้งหมดด้วย prongsai edition check %(name)s",
        "See them all with `prongsai edition check %(name)s`.",
    )


class FolderUnwritable(UserError):
    code = "FILE-007"
    message = Text("เขียนลง %(folder)s ไม่ได้ (%(why)s)", "%(folder)s cannot be written (%(why)s).")
    remedy = Text("เลือกโฟลเดอร์อื่นด้วย --out", "Choose another place with --out.")


class UploadGone(UserError):
    code = "FILE-009"
    status = 410
    message = Text("ไม่มีไฟล์ที่ส่งมานี้แล้ว", "The file that was sent is no longer here.")
    remedy = Text(
        "ไฟล์ถูกลบเมื่อใช้แล้วหรือครบหนึ่งวัน ส่งไฟล์อีกครั้ง",
        "A file is removed once it is used, or after a day. Send it again.",
    )


class UploadTooLarge(UserError):
    code = "FILE-010"
    status = 413
    message = Text(
        "ไฟล์ %(file)s ใหญ่เกิน %(limit)s MiB", "The file %(file)s is larger than %(limit)s MiB."
    )
    remedy = Text(
        "แบ่งเป็นหลายไฟล์ หรือให้ผู้ดูแลระบบนำเข้าด้วยคำสั่ง prongsai",
        "Divide it into several, or have the administrator import it with the prongsai command.",
    )


class SystemRefused(UserError):
    code = "SYSTEM-001"
    status = 500
    message = Text(
        "เครื่องไม่ยอมให้ทำ (%(why)s: %(file)s)", "The machine refused it (%(why)s: %(file)s)."
    )
    remedy = Text(
        "ตรวจสอบสิทธิ์ของไฟล์และที่ว่างในดิสก์ แล้วลองอีกครั้ง",
        "Check the rights of the file and the space on the disk, and try again.",
    )


class JobState(StrEnum):
    """How far work is that the worker does."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


#: States in words.
JOB_STATES = {
    JobState.WAITING: Text("รอทำ", "waiting"),
    JobState.RUNNING: Text("กำลังทำ", "being done"),
    JobState.DONE: Text("เสร็จแล้ว", "done"),
    JobState.FAILED: Text("ไม่สำเร็จ", "failed"),
}
#: Those that no other follows.
ENDED = frozenset({JobState.DONE, JobState.FAILED})


class JobUnknown(UserError):
    code = "JOBS-001"
    status = 404
    message = Text("ไม่มีงานเบื้องหลังนี้", "There is no such background job.")
    remedy = Text(
        "งานที่จบแล้วเก็บไว้ 30 วัน ดูผลในหน้าที่สั่งงานนั้น",
        "Jobs that ended are kept for 30 days; look on the page where it was asked for.",
    )


class JobUnderWay(UserError):
    code = "JOBS-002"
    status = 409
    message = Text("งานนี้มีผู้สั่งไว้แล้วและยังไม่เสร็จ", "This was asked for already and is not done yet.")
    remedy = Text("รอให้งานนั้นเสร็จก่อน แล้วลองอีกครั้ง", "Wait until that is done, then try again.")


class WorkBroke(UserError):
    code = "JOBS-003"
    status = 500
    message = Text("โปรแกรมทำงานนี้ไม่สำเร็จ", "The program could not do this work.")
    remedy = Text(
        "ไม่มีข้อมูลใดถูกเปลี่ยน ลองสั่งอีกครั้ง หากไม่สำเร็จ แจ้งผู้ดูแลเครื่องให้ดูบันทึกของโปรแกรม",
        "Nothing was changed. Ask for it again; if that does not help, whoever runs the server "
        "finds the reason in its log.",
    )


class WorkInterrupted(UserError):
    code = "JOBS-004"
    status = 500
    message = Text(
        "งานนี้ถูกหยุดกลางคัน %(times)s ครั้ง จึงไม่ทำต่อ",
        "This work was cut short %(times)s times, so it is not tried again.",
    )
    remedy = Text(
        "ไม่มีข้อมูลใดถูกเปลี่ยน ตรวจว่าเครื่องมีหน่วยความจำพอ แล้วสั่งอีกครั้ง",
        "Nothing was changed. See that the machine has enough memory, then ask for it again.",
    )


class UploadsTooMany(UserError):
    code = "FILE-011"
    status = 413
    message = Text(
        "ส่งได้ครั้งละไม่เกิน %(limit)s ไฟล์", "No more than %(limit)s files can be sent at once."
    )
    remedy = Text("รวมตารางไว้ในไฟล์เดียว", "Put the tables into one file.")


#: Files that are sent at once.
MOST_UPLOADS = 20
_TABLES = {".csv", ".tsv", ".xlsx", ".parquet"}


def require_tables(names: Sequence[str]) -> None:
    """Refuse files that are no tables by their names, or too many.

    Raises:
        FileKindUnknown, UploadsTooMany.
    """
    if others := [name for name in names if PurePath(name).suffix.lower() not in _TABLES]:
        raise FileKindUnknown(file=others[0])
    if len(names) > MOST_UPLOADS:
        raise UploadsTooMany(limit=MOST_UPLOADS)
