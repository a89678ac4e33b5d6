"""Accounts on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.directory.queries import Person
from prongsai.methodology.wording import Text


def show(people: list[Person], link: str, language: str) -> None:
    """List accounts with their duties; say where a password is set."""
    pen = Pen(language)
    if not people:
        pen.say(
            Text(
                "ยังไม่มีบัญชี เริ่มด้วย prongsai createadmin --email อีเมลของท่าน",
                "There are no accounts yet: begin with `prongsai createadmin --email ADDRESS`.",
            )
        )
        return
    pen.table(
        (Text("อีเมล", "e-mail"), "fixed"),
        (Text("ชื่อ", "name"), "left"),
        (Text("สองขั้น", "2nd factor"), "fixed"),
        (Text("บทบาท", "duties"), "left"),
        rows=[
            [
                person.email,
                person.name,
                _state(pen, person),
                "; ".join(_duty(pen, duty.name, duty.place) for duty in person.duties),
            ]
            for person in people
        ],
    )
    if link:
        pen.say(
            Text(
                f"ตั้งรหัสผ่านที่ลิงก์นี้ภายในสามวัน (ใช้ได้ครั้งเดียว): {link}",
                f"Set the password here within three days (it works once): {link}",
            )
        )


def _state(pen: Pen, person: Person) -> str:
    if not person.active:
        return pen.word(Text("ปิดแล้ว", "closed"))
    return pen.word(Text("เปิด", "on") if person.second_factor else Text("-", "-"))


def _duty(pen: Pen, name: Text, place: Text) -> str:
    words, where = pen.word(name), pen.word(place)
    return f"{words}: {where}" if where else words
