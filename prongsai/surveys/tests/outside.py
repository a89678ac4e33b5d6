"""Files as other survey tools export them, made up."""

import csv
import io
import random
from dataclasses import dataclass

from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.rules.mapping import Asked, asked_by, key_of  # noqa: F401

PLANTED = "somchai.j@example.org"
NAME = "นายสมชาย ใจดีมาก"


@dataclass(frozen=True)
class MadeUp:
    """Places of options from 1 by person and part (0: none), and what was asked."""

    asked: tuple[Asked, ...]
    people: list[list[int]]

    def counts(self) -> dict[str, list[int]]:
        """Count by hand: part -> how many chose each option."""
        return {
            part.code: [
                sum(person[place] == option for person in self.people)
                for option in range(1, len(part.options) + 1)
            ]
            for place, part in enumerate(self.asked)
        }


def made_up(people=12, instrument="IIT", seed=1, blank=0.0) -> MadeUp:
    asked = asked_by(EditionLibrary().load("2566"), instrument)
    dice = random.Random(seed)  # noqa: S311 # for the same file every time
    rows = [
        [0 if dice.random() < blank else dice.randint(1, len(part.options)) for part in asked]
        for _ in range(people)
    ]
    return MadeUp(asked, rows)


def label(part, place, language="th"):
    return getattr(part.options[place - 1].text, language) if place else ""


def heading(part, language="th"):
    """A question as Google Forms writes it: a grid's part stands in brackets."""
    item, text = getattr(part.item, language), getattr(part.part, language)
    return f"{item} [{text}]" if text else item


def text_of(rows, delimiter=",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def google(made, language="th", stamp="2023/02/01 10:11:12 AM GMT+7") -> list[list[str]]:
    first = ["ประทับเวลา", "ที่อยู่อีเมล"] if language == "th" else ["Timestamp", "Email Address"]
    headings = [f"{heading(part, language)}" for part in made.asked]
    rows = [[*first, *headings, "ชื่อ-นามสกุล"]]
    for person in made.people:
        cells = [label(p, place, language) for p, place in zip(made.asked, person, strict=True)]
        rows.append([stamp, PLANTED, *cells, NAME])
    return rows


def lime(made, answer=lambda _, place: f"A{place}") -> list[list[str]]:
    codes = [
        f"G1Q{p.item_number}" + (f"[SQ{p.part_number:03}]" if p.part_number else "")
        for p in made.asked
    ]
    rows = [["id", "submitdate", "ipaddr", *codes]]
    for number, person in enumerate(made.people, start=1):
        cells = [
            answer(p, place) if place else "" for p, place in zip(made.asked, person, strict=True)
        ]
        rows.append([str(number), "2023-02-01 10:11:12", "203.0.113.9", *cells])
    return rows


def long(made) -> list[list[str]]:
    rows = [["respondent", "part", "answer", "note"]]
    for number, person in enumerate(made.people):
        rows += [
            [f"{PLANTED}-{number}", part.code, label(part, place), NAME]
            for part, place in zip(made.asked, person, strict=True)
            if place
        ]
    return rows
