"""The agencies of the nation: who they are, how large, and how good."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.files import AgencyType
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.simulation.rules.chance import Floats, even_normal, shared_out, stream
from prongsai.simulation.rules.names import ANY_MINISTRY, Form, form_of, names
from prongsai.simulation.rules.places import CAPITAL, MINISTRIES, PROVINCES, Word

UNTYPED = AgencyType.model_validate({"code": "agency", "name": Text("หน่วยงาน", "Agency")})
#: From this many agencies a type on, each type has one at least.
EACH_TYPE_FROM = 3

COACHED_SHARE = 0.005
FIRST_YEAR_SHARE = 0.003
#: From how many agencies on somebody coaches, and somebody is new.
ODD_ONES_FROM = 20

#: Spread of log size within a type: a few are many times the size of most.
SIZE_SPREAD = 0.75
#: Spread of quality, and how much faster it falls below ordinary: the long tail of the weak.
QUALITY_SPREAD = 0.41
WEAK_TAIL = 0.06
WEAK_FROM = -0.4


@dataclass(frozen=True, eq=False)
class Agencies:
    """One element per agency, in the order of their codes."""

    codes: NDArray[np.object_]
    groups: list[str]
    names: list[Word]
    ministries: list[str]
    provinces: list[str]
    #: Relative, above 0.
    sizes: Floats
    #: Latent, 0 is ordinary.
    quality: Floats
    coached: NDArray[np.bool_]
    first_year: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many agencies there are."""
        return len(self.codes)


def found_agencies(edition: Edition, count: int, seed: int) -> Agencies:
    """Invent the agencies: by type in the edition's order, then by province."""
    types = edition.rules.agency_types or [UNTYPED]
    type_numbers = _type_numbers(types, count)
    forms = [form_of(types[number]) for number in type_numbers]
    provinces = _provinces(type_numbers, forms, seed)
    width = max(5, len(str(count)))
    sizes = np.exp(SIZE_SPREAD * even_normal(stream(seed, "size"), count))
    return Agencies(
        codes=np.array([f"A{n:0{width}}" for n in range(1, count + 1)], np.object_),
        groups=[types[number].code for number in type_numbers],
        names=_names(forms, provinces, seed),
        ministries=_ministries(forms, seed),
        provinces=provinces,
        sizes=sizes * np.array([form.size for form in forms]),
        quality=_quality(count, seed),
        coached=_odd_ones(count, COACHED_SHARE, stream(seed, "coached")),
        first_year=_odd_ones(count, FIRST_YEAR_SHARE, stream(seed, "first year")),
    )


def _type_numbers(types: list[AgencyType], count: int) -> list[int]:
    numbers = [float(t.count or form_of(t).number) for t in types]
    least = 1 if count >= EACH_TYPE_FROM * len(types) else 0
    of_each = shared_out(count, np.array(numbers), least=least)
    return [int(n) for n in np.repeat(np.arange(len(types)), of_each)]


def _provinces(type_numbers: list[int], forms: list[Form], seed: int) -> list[str]:
    """Deal out the provinces: evenly but for chance, so that small types have few twice."""
    random = stream(seed, "province")
    found: list[str] = []
    for number in sorted(set(type_numbers)):
        mine = [form for form, n in zip(forms, type_numbers, strict=True) if n == number]
        if mine[0].central:
            found += [CAPITAL] * len(mine)
            continue
        rounds = -(-len(mine) // len(PROVINCES))
        dealt = np.concatenate([random.permutation(len(PROVINCES)) for _ in range(rounds)])
        found += [PROVINCES[place] for place in sorted(dealt[: len(mine)].tolist())]
    return found


def _names(forms: list[Form], provinces: list[str], seed: int) -> list[Word]:
    """Name agencies so that no two of one form and province are called the same."""
    members: dict[tuple[Form, str], list[int]] = {}
    for number, key in enumerate(zip(forms, provinces, strict=True)):
        members.setdefault(key, []).append(number)
    found: list[Word] = [("", "")] * len(forms)
    for (form, province), numbers in members.items():
        random = stream(seed, "name", form.th, province)
        for number, name in zip(numbers, names(form, len(numbers), random), strict=True):
            found[number] = name
    return found


def _ministries(forms: list[Form], seed: int) -> list[str]:
    drawn = stream(seed, "ministry").integers(len(MINISTRIES), size=len(forms))
    return [
        MINISTRIES[number] if form.ministry == ANY_MINISTRY else form.ministry
        for form, number in zip(forms, drawn, strict=True)
    ]


def _quality(count: int, seed: int) -> Floats:
    normal = even_normal(stream(seed, "quality"), count)
    below = np.minimum(normal - WEAK_FROM, 0.0)
    return QUALITY_SPREAD * normal - WEAK_TAIL * below**2


def _odd_ones(count: int, share: float, random: np.random.Generator) -> NDArray[np.bool_]:
    odd = np.zeros(count, np.bool_)
    if count >= ODD_ONES_FROM:
        odd[random.permutation(count)[: max(1, round(share * count))]] = True
    return odd
