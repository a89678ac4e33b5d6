"""The analysis report of one agency, from cover to annexes."""

from dataclasses import replace
from datetime import date

from prongsai.methodology.wording import Text
from prongsai.reports.queries import (
    annexes,
    background,
    changes,
    checks,
    indicators,
    opening,
    outcome,
    totals,
    weaknesses,
)
from prongsai.reports.queries.subject import Subject
from prongsai.reports.rules.blocks import Block, Chart, Document, Heading, PageBreak, Section, Table
from prongsai.results.queries.histories import AgencyHistory


def analysis_document(history: AgencyHistory, on: date) -> Document:
    """Return the report about the latest year of a history.

    In:  on: the day that the data are as of
    """
    subject = Subject(history)
    title = opening.TITLE + Text(" ปี %(year)s ", " %(year)s, ").filled(year=subject.year_text)
    return Document(
        title=title + subject.name,
        subject=opening.TITLE,
        author=subject.name,
        made_on=on,
        sections=_numbered(
            (
                Section(_front(subject, on)),
                Section(_analysis(subject)),
                _improvement(),
                Section(_annexes(subject)),
            )
        ),
        terms=_terms(subject),
    )


def _numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Number the captions of tables and of charts, each from 1."""
    counts = {Table: 0, Chart: 0}
    numbered = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table | Chart):
                counts[type(block)] += 1
                number = _NUMBERED[type(block)].filled(number=counts[type(block)])
                blocks.append(replace(block, caption=number + block.caption))
            else:
                blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return tuple(numbered)


_NUMBERED: dict[type[Block], Text] = {
    Table: Text("ตารางที่ %(number)s ", "Table %(number)s. "),
    Chart: Text("ภาพที่ %(number)s ", "Figure %(number)s. "),
}


def _front(subject: Subject, on: date) -> tuple[Block, ...]:
    return (
        opening.cover(subject, on),
        opening.contents(),
        *opening.main_points(subject),
        PageBreak(),
    )


def _analysis(subject: Subject) -> tuple[Block, ...]:
    heading = Text("2. การวิเคราะห์ผลการประเมิน", "2. Analysis of the result")
    return (
        *background.background(subject),
        Heading(heading),
        *background.goal(subject),
        *totals.over_the_years(subject),
        *outcome.result_of_the_year(subject),
        *changes.change(subject),
        *indicators.indicators(subject),
        *weaknesses.weak_items(subject),
        *weaknesses.summary(subject),
        *indicators.over_the_years(subject),
        *checks.findings(subject),
    )


def _improvement() -> Section:
    """Return the place of the improvement plan: wide pages, and none while it is empty."""
    return Section((), landscape=True)


def _annexes(subject: Subject) -> tuple[Block, ...]:
    return (
        PageBreak(),
        *annexes.every_score(subject),
        PageBreak(),
        *checks.unconfirmed(subject),
        PageBreak(),
        *annexes.provenance(subject),
    )


def _terms(subject: Subject) -> tuple[str, ...]:
    """Return names that a line never ends in: of places, and of the agency without its type."""
    agency, types = subject.history.agency, subject.edition.rules.agency_types
    names = [agency.name_th, agency.ministry, agency.province]
    names += [
        agency.name_th.removeprefix(kind.name.th)
        for kind in types
        if agency.name_th.startswith(kind.name.th)
    ]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
