"""Plans as reports print them."""

from dataclasses import dataclass

from prongsai.improvement.rules.content import PlanContent


@dataclass(frozen=True)
class PrintedPlan:
    """A plan as a report prints it.

    units: abbreviations; all_units: how every unit is called
    title, introduction, caption, columns: what stands above the table
    recurring: what stands in the column of periods beside steps that repeat
    repairs: (printed, written here), without spaces
    """

    content: PlanContent
    units: tuple[str, ...]
    all_units: str
    title: str
    introduction: str
    caption: str
    columns: tuple[str, ...]
    recurring: tuple[str, ...]
    repairs: tuple[tuple[str, str], ...]
    #: Whether the agency said which weak points each measure answers, or somebody else judged.
    confirmed: bool
