"""Units as tables call them: by code or name, several in a cell, or all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from prongsai.improvement.rules.content import ActionContent, MeasureContent, PlanContent
from prongsai.improvement.rules.tables.words import is_all_units, words_of_units
from prongsai.methodology.thai import squeezed

#: What somebody may say that a name means, beside the code of a unit.
EVERY_UNIT, NO_UNIT = "*", "-"


@dataclass(frozen=True)
class UnitNames:
    """The units of an agency: every name of theirs, without spaces -> code."""

    codes: Mapping[str, str]

    @classmethod
    def of(cls, units: Iterable[tuple[str, ...]]) -> "UnitNames":
        """Return those of units that are told as (code, name, name ...); codes come first."""
        found: dict[str, str] = {}
        listed = list(units)
        for code, *_ in listed:
            found.setdefault(squeezed(code), code)
        for code, *names in listed:
            for name in filter(None, map(squeezed, names)):
                found.setdefault(name, code)
        return cls(found)


@dataclass
class UnitsTold:
    """Reads cells of units; remembers the names that it does not know, with their rows."""

    names: UnitNames
    #: Name as it stands in the file -> code, `EVERY_UNIT` or `NO_UNIT`.
    mapped: Mapping[str, str]
    unknown: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def read(self, words: str, row: int) -> tuple[tuple[str, ...], bool]:
        """Return the codes of a cell's units, and whether it means all of them."""
        chosen = {squeezed(name): code for name, code in self.mapped.items()}
        codes: list[str] = []
        every = False
        for name in words_of_units(words, [*self.names.codes, *chosen]):
            plain = squeezed(name)
            code = self.names.codes.get(plain) or chosen.get(plain)
            if code == EVERY_UNIT or (code is None and is_all_units(name)):
                every = True
            elif code is None:
                self.unknown[name] = (*self.unknown.get(name, ()), row)
            elif code != NO_UNIT:
                codes.append(code)
        return tuple(dict.fromkeys(codes)), every


def with_units(plan: PlanContent, mapped: Mapping[str, str]) -> PlanContent:
    """Return a plan in which codes of units that somebody gave a meaning are replaced by it."""
    if not mapped:
        return plan

    def codes(units: Iterable[str]) -> tuple[str, ...]:
        meant = (mapped.get(unit, unit) for unit in units)
        return tuple(dict.fromkeys(code for code in meant if code not in {EVERY_UNIT, NO_UNIT}))

    def measure(one: MeasureContent) -> MeasureContent:
        every = one.all_units or any(mapped.get(unit) == EVERY_UNIT for unit in one.units)
        return replace(one, units=codes(one.units), all_units=every)

    def action(one: ActionContent) -> ActionContent:
        return replace(one, units=codes(one.units))

    return replace(
        plan,
        themes=tuple(
            replace(
                theme,
                measures=tuple(map(measure, theme.measures)),
                actions=tuple(map(action, theme.actions)),
            )
            for theme in plan.themes
        ),
    )
