"""The analysis report of one agency, from cover to annexes."""

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
from prongsai.reports.rules.blocks import Block, Document, Heading, PageBreak, Section
from prongsai.reports.rules.numbering import numbered
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
        sections=numbered(
            (
                Section(_front(subject, on)),
                Section(analysis(subject)),
                Section(annexes_of(subject)),
            )
        ),
        terms=terms_of(subject),
    )


def _front(subject: Subject, on: date) -> tuple[Block, ...]:
    return (
        opening.cover(subject, on),
        opening.contents(),
        *opening.main_points(subject),
        PageBreak(),
    )


def analysis(subject: Subject) -> tuple[Block, ...]:
    """Return sections 1 and 2: the background, and the result layer by layer."""
    heading = Text("2. การวิเคราะห์ผลการประเมิน", "2. Analysis of the result")
    return (
        *background.background(subject),
        Heading(heading, key="analysis.heading"),
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


def annexes_of(subject: Subject) -> tuple[Block, ...]:
    """Return the annexes, each on pages of its own."""
    return (
        PageBreak(),
        *annexes.every_score(subject),
        PageBreak(),
        *checks.unconfirmed(subject),
        PageBreak(),
        *annexes.provenance(subject),
    )


def terms_of(subject: Subject) -> tuple[str, ...]:
    """Return names that a line never ends in: of places, and of the agency without its type."""
    agency, types = subject.history.agency, subject.edition.rules.agency_types
    names = [agency.name_th, agency.ministry, agency.province]
    names += [
        agency.name_th.removeprefix(kind.name.th)
        for kind in types
        if agency.name_th.startswith(kind.name.th)
    ]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
