"""What analysts get of the answers of a closed round, and what is held back to find nobody.

The reasons stand in docs/decisions/0019-what-analysts-get.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.directory.rules import Actor, Role, require_role
from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import NO_ANSWER

Integers = NDArray[np.int64]
Sheets = NDArray[np.uint8]

FORMS = ("parquet", "csv", "sav")
#: With fewer responses an agency is not named beside whole answer sheets: in a small office a few
#: known answers find the sheet of a colleague.
SMALLEST_NAMED = 20
#: Agencies that are not named stand together with others: so many at the least, or not at all.
_TOGETHER = 3
_EXPORT = Text("ส่งออกคำตอบสำหรับนักวิเคราะห์", "take out answers for analysts")


class FormUnknown(UserError):
    code = "SURVEYS-041"
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There are no files of the form %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose one of: %(forms)s.")


class NoManifest(UserError):
    code = "SURVEYS-042"
    status = 404
    message = Text(
        "ไม่พบ manifest.json ที่อ่านได้ใน %(folder)s",
        "%(folder)s has no manifest.json that can be read.",
    )
    remedy = Text(
        "ระบุโฟลเดอร์ที่ prongsai answers export สร้างไว้",
        "Name a folder that `prongsai answers export` made.",
    )


class RoundMissing(UserError):
    code = "SURVEYS-043"
    message = Text("ไม่ได้ระบุว่าจะส่งออกรอบใด", "No round was named to take answers out of.")
    remedy = Text("เขียนปีหรือกรอบการประเมินก่อน --out", "Write its year or edition before --out.")


@dataclass(frozen=True, eq=False)
class Released:
    """Rows of one survey as analysts get them, in an order drawn by lot.

    units:    (agency's code, its type) of every set of rows; the code is "" where several
              agencies stand together, and the type too where they are of several types
    unit:     place of each row among them
    sheets:   rows x parts, 0 where there is no answer or it is held back
    withheld: places of units and parts that are held back, because few answered
    """

    units: tuple[tuple[str, str], ...]
    unit: Integers
    sheets: Sheets
    withheld: tuple[tuple[int, int], ...]
    #: Agencies that stand together, and those left out, with their responses.
    together: int
    left_out: int
    left_out_responses: int


def require_analyst(actor: Actor) -> None:
    """Refuse who may not take out answers.

    Raises:
        NotAllowed
    """
    require_role(actor, _EXPORT, Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR)


def require_form(form: str) -> None:
    """Refuse a form of files that is not written.

    Raises:
        FormUnknown
    """
    if form not in FORMS:
        raise FormUnknown(form=form, forms=", ".join(FORMS))


def released(
    agencies: Sequence[tuple[str, str]],
    home: Integers,
    sheets: Sheets,
    *,
    edition: Edition,
    leaves: Sequence[int],
    random: np.random.Generator,
) -> Released:
    """Hold back what could show persons, and mix the rest.

    In: (code, type) of agencies, the place of each sheet among them; `leaves`, the edition's nodes
        that the bytes of a sheet answer
    """
    smallest = edition.rules.statistics.smallest_group
    sizes = np.bincount(home, minlength=len(agencies))
    units = _units(agencies, sizes, smallest)
    named = sorted({unit for unit in units if unit is not None})
    place = {unit: number for number, unit in enumerate(named)}
    to = np.array([-1 if unit is None else place[unit] for unit in units], np.int64)
    rows = np.flatnonzero(to[home] >= 0)
    random.shuffle(rows)
    unit, mixed = to[home[rows]], sheets[rows]
    withheld = _withheld(unit, mixed, len(named), smallest, edition, leaves)
    for one, part in withheld:
        mixed[unit == one, part] = NO_ANSWER
    return Released(
        tuple(named),
        unit,
        mixed,
        tuple(withheld),
        together=sum(unit is not None and unit[0] == "" for unit in units),
        left_out=int((to < 0).sum()),
        left_out_responses=int(sizes[to < 0].sum()),
    )


def _units(
    agencies: Sequence[tuple[str, str]], sizes: Integers, smallest: int
) -> list[tuple[str, str] | None]:
    """Return what each agency's rows are shown as; None where they are left out."""
    found: list[tuple[str, str] | None] = [
        agency if size >= SMALLEST_NAMED else None
        for agency, size in zip(agencies, sizes.tolist(), strict=True)
    ]
    small = [n for n, size in enumerate(sizes.tolist()) if smallest <= size < SMALLEST_NAMED]
    groups = sorted({agencies[number][1] for number in small})
    for group in [*filter(None, groups), ""]:
        alike = [n for n in small if found[n] is None and group in {"", agencies[n][1]}]
        if len(alike) >= _TOGETHER and sizes[alike].sum() >= SMALLEST_NAMED:
            for number in alike:
                found[number] = ("", group)
    return found


def _withheld(
    unit: Integers,
    sheets: Sheets,
    units: int,
    smallest: int,
    edition: Edition,
    leaves: Sequence[int],
) -> list[tuple[int, int]]:
    """Return the parts of each indicator with a part that too few of a unit answered.

    All of the indicator, as where results are published: a single part would follow from others.
    """
    answered = np.stack(
        [np.bincount(unit[column != NO_ANSWER], minlength=units) for column in sheets.T], axis=1
    )
    indicators = np.array([edition.above(leaf, Kind.INDICATOR) for leaf in leaves])
    few = (answered > 0) & (answered < smallest)
    found = set()
    for one, part in zip(*np.nonzero(few), strict=True):
        found |= {(int(one), int(p)) for p in np.flatnonzero(indicators == indicators[part])}
    return sorted(found)
