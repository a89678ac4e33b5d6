"""Files as people send them: which are taken, and what they are."""

from dataclasses import dataclass
from pathlib import PurePath

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

LARGEST_MIB, MOST_FILES = 50, 30
#: Letters of a name that are kept.
_LONGEST = 150
#: Bytes from the beginning that tell what a file is.
BEGINNING = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKED, _OLD_OFFICE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken: its media type, and what its bytes begin with."""

    media_type: str
    #: Empty for plain text, which begins with anything.
    begins: tuple[bytes, ...]
    #: What one of a package's own names begins with.
    inside: str = ""


#: Ending of the name -> kind. Nothing that a browser or an office program would run.
KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("application/pdf", (b"%PDF-",)),
    ".docx": FileKind(f"{_OFFICE}wordprocessingml.document", _PACKED, "word/"),
    ".xlsx": FileKind(f"{_OFFICE}spreadsheetml.sheet", _PACKED, "xl/"),
    ".pptx": FileKind(f"{_OFFICE}presentationml.presentation", _PACKED, "ppt/"),
    ".odt": FileKind("application/vnd.oasis.opendocument.text", _PACKED, "content.xml"),
    ".ods": FileKind("application/vnd.oasis.opendocument.spreadsheet", _PACKED, "content.xml"),
    ".doc": FileKind("application/msword", _OLD_OFFICE),
    ".xls": FileKind("application/vnd.ms-excel", _OLD_OFFICE),
    ".ppt": FileKind("application/vnd.ms-powerpoint", _OLD_OFFICE),
    ".jpg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": FileKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".webp": FileKind("image/webp", (b"RIFF",)),
    ".csv": FileKind("text/csv", ()),
    ".txt": FileKind("text/plain", ()),
}
UNKNOWN_KIND = Text("ไม่ใช่ชนิดไฟล์ที่รับ", "its kind is not taken")
OTHER_CONTENT = Text("เนื้อหาไม่ตรงกับนามสกุลไฟล์", "its content is not what its name says")
EMPTY = Text("ไฟล์ว่างเปล่า", "it is empty")
TOO_LARGE = Text("ใหญ่เกินไป", "it is too large")
TOO_MANY = Text("มีไฟล์มากเกินไปแล้ว", "there are too many files already")


class FileNotTaken(UserError):
    code = "FILE-012"
    message = Text("ไม่รับไฟล์ %(file)s: %(why)s", "The file %(file)s is not taken: %(why)s.")
    remedy = Text(
        "ใช้ไฟล์ไม่เกิน %(most)s MiB ชนิดใดชนิดหนึ่งต่อไปนี้: %(kinds)s",
        "Use one of at most %(most)s MiB, of one of these kinds: %(kinds)s.",
    )


class FileGone(UserError):
    code = "FILE-013"
    status = 404
    message = Text("ไม่พบไฟล์นี้", "There is no such file.")
    remedy = Text("กลับไปที่หน้าก่อน แล้วเลือกอีกครั้ง", "Choose again on the page before.")


def refused(name: str, why: Text) -> FileNotTaken:
    """Return the error that a file is not taken."""
    return FileNotTaken(file=name, why=why, most=LARGEST_MIB, kinds=", ".join(sorted(KINDS)))


def kind_of(name: str, beginning: bytes) -> FileKind:
    """Return what a file is by its name, when its first bytes do not contradict.

    Raises:
        FileNotTaken
    """
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise refused(name, UNKNOWN_KIND)
    if not beginning:
        raise refused(name, EMPTY)
    fits = beginning.startswith(kind.begins) if kind.begins else b"\0" not in beginning
    if not fits:
        raise refused(name, OTHER_CONTENT)
    return kind


def plain_name(name: str) -> str:
    r"""Return the last part of a name without what nobody sees; its kind is kept.

    >>> plain_name("C:\\งาน\\แผน\x00.PDF")
    'แผน.PDF'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip()
    path = PurePath(seen or "file")
    return f"{path.stem[:_LONGEST]}{path.suffix[:10]}"
