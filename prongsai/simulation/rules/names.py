"""What invented agencies of each type are called, how large they are and where they stand."""

from dataclasses import dataclass
from math import prod

import numpy as np

from prongsai.methodology.edition.files import AgencyType
from prongsai.simulation.rules.places import (
    ENDING,
    GROWTH,
    HIGHER_EDUCATION,
    INTERIOR,
    LAND,
    SUBJECT,
    WORK,
    Word,
)

Pools = tuple[tuple[Word, ...], ...]
PLACE: Pools = (LAND, GROWTH, ENDING)
TASK: Pools = (WORK, SUBJECT)

ANY_MINISTRY = "any"
NO_MINISTRY = ""


@dataclass(frozen=True)
class Form:
    """How agencies look whose type's Thai name holds `word`; `{}` is what the pools give."""

    word: str
    th: str
    en: str
    pools: Pools
    #: How many of them in a nation, where the edition does not say; any unit.
    number: float
    #: Typical size, a subdistrict body being about 1.
    size: float
    ministry: str
    #: Stands in the capital; otherwise there are some in every province.
    central: bool = True


#: The first form whose word fits is taken; the last fits always.
FORMS = (
    Form(
        "องค์การบริหารส่วนตำบล",
        "องค์การบริหารส่วนตำบล{}",
        "{} Subdistrict Administrative Organisation",
        PLACE,
        5300,
        0.75,
        INTERIOR,
        central=False,
    ),
    Form(
        "องค์การบริหารส่วนจังหวัด",
        "องค์การบริหารส่วนจังหวัด{}",
        "{} Provincial Administrative Organisation",
        PLACE,
        76,
        3.0,
        INTERIOR,
        central=False,
    ),
    Form(
        "เทศบาลตำบล",
        "เทศบาลตำบล{}",
        "{} Subdistrict Municipality",
        PLACE,
        2247,
        1.0,
        INTERIOR,
        central=False,
    ),
    Form(
        "เทศบาลเมือง",
        "เทศบาลเมือง{}",
        "{} Town Municipality",
        PLACE,
        195,
        1.6,
        INTERIOR,
        central=False,
    ),
    Form(
        "เทศบาลนคร",
        "เทศบาลนคร{}",
        "{} City Municipality",
        PLACE,
        30,
        3.0,
        INTERIOR,
        central=False,
    ),
    Form("พิเศษ", "เมืองพิเศษ{}", "Special City of {}", PLACE, 2, 4.0, INTERIOR, central=False),
    Form("จังหวัด", "จังหวัด{}", "{} Province", PLACE, 76, 2.5, INTERIOR, central=False),
    Form("กรม", "กรม{}", "Department for {}", TASK, 146, 5.0, ANY_MINISTRY),
    Form("รัฐวิสาหกิจ", "องค์การ{}", "State Enterprise for {}", TASK, 51, 6.0, ANY_MINISTRY),
    Form("มหาชน", "สถาบัน{} (องค์การมหาชน)", "Institute for {}", TASK, 60, 1.2, ANY_MINISTRY),
    Form(
        "อุดมศึกษา",
        "มหาวิทยาลัย{}",
        "{} University",
        PLACE,
        84,
        5.0,
        HIGHER_EDUCATION,
        central=False,
    ),
    Form("ศาล", "สำนักงานศาล{}", "Office of the Court for {}", TASK, 3, 3.0, NO_MINISTRY),
    Form("รัฐสภา", "สำนักงานสภา{}", "Office of the House for {}", TASK, 3, 2.0, NO_MINISTRY),
    Form("อิสระ", "สำนักงานคณะกรรมการ{}", "Commission for {}", TASK, 6, 2.0, NO_MINISTRY),
    Form("รัฐธรรมนูญ", "สำนักงานคณะกรรมการ{}", "Commission for {}", TASK, 6, 2.0, NO_MINISTRY),
    Form("กองทุน", "กองทุน{}", "Fund for {}", TASK, 10, 1.0, ANY_MINISTRY),
    Form("", "สำนักงาน{}", "Office for {}", TASK, 20, 1.5, ANY_MINISTRY),
)


def form_of(agency_type: AgencyType) -> Form:
    """Return how agencies of a type look."""
    return next(form for form in FORMS if form.word in agency_type.name.th)


def names(form: Form, count: int, random: np.random.Generator) -> list[Word]:
    """Return different names in Thai and English; beyond what the pools hold, numbered ones."""
    space = prod(len(pool) for pool in form.pools)
    shuffled = random.permutation(space)
    return [_name(form, int(shuffled[n % space]), n // space) for n in range(count)]


def _name(form: Form, number: int, round_of_use: int) -> Word:
    chosen = []
    for pool in form.pools:
        number, place = divmod(number, len(pool))
        chosen.append(pool[place])
    suffix = f" {round_of_use + 1}" if round_of_use else ""
    th, en = "".join(w[0] for w in chosen), " ".join(w[1] for w in chosen)
    return form.th.format(th) + suffix, form.en.format(en) + suffix
