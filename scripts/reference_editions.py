"""The page of the shipped editions."""

from collections.abc import Iterator

from reference_texts import ABOUT_EDITIONS

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.files import Scale
from prongsai.methodology.edition.tree import Edition, Kind


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    for row in (columns, ("---",) * len(columns), *rows):
        cells = [cell.replace("|", "\\|").replace("\n", " ") for cell in row]
        yield f"| {' | '.join(cells)} |"


def editions() -> Iterator[str]:
    library = EditionLibrary()
    loaded = [library.load(name) for name in library.folders]
    yield from ABOUT_EDITIONS.splitlines()
    yield ""
    instruments = list(dict.fromkeys(code for e in loaded for code in instruments_of(e)))
    yield from table(
        (
            "edition",
            *(f"{c} items" for c in instruments),
            *("answers", "unconfirmed", "proven with"),
        ),
        [(f"`{e.id}`", *counts(e, instruments), golden(e)) for e in loaded],
    )
    for edition in loaded:
        name = edition.rules.name
        yield from ("", f"## {edition.id}", "", name.th, "", name.en, "")
        yield from rules_of(edition)


def instruments_of(edition: Edition) -> list[str]:
    return [edition.nodes[node].code for node in edition.of_kind(Kind.INSTRUMENT)]


def counts(edition: Edition, instruments: list[str]) -> tuple[str, ...]:
    owners = [edition.instrument_of(item) for item in edition.of_kind(Kind.ITEM)]
    items = [str(owners.count(code)) for code in instruments]
    return (*items, str(len(edition.leaves)), str(len(doubts(edition))))


def golden(edition: Edition) -> str:
    files = EditionLibrary.golden(EditionLibrary().folder(edition.id))
    return ", ".join(f"`{file.name}`" for file in files) or "-"


def rules_of(edition: Edition) -> Iterator[str]:
    rules = edition.rules
    weights = ", ".join(f"{i.code} {i.weight:g}%" for i in edition.structure.instruments)
    levels = "; ".join(
        f"{level.name.th} ({level.name.en}) from {level.total_min:g}"
        + "".join(f", {code} from {least:g}" for code, least in level.instruments_min.items())
        if level.name.th != level.name.en
        else f"{level.name.th} from {level.total_min:g}"
        for level in rules.levels
    )
    measures = ", ".join(f"{m.name.en} from {m.min:g}" for m in rules.measure_levels)
    subs = [
        f"{i.no}: " + ", ".join(s.code for s in i.sub_indicators)
        for i in edition.structure.indicators
        if i.sub_indicators
    ]
    yield f"- Weights: {weights}"
    yield f"- Levels: {levels}"
    yield f"- Measure levels: {measures}; target {rules.target.score:g}"
    number = len(edition.structure.indicators)
    yield f"- Indicators: {number}; sub-indicators: {'; '.join(subs)}"
    for code, questionnaire in edition.questionnaires.items():
        scales = [
            f"`{name}` {points_of(scale)}" + ("" if scale.confirmed else " (not confirmed)")
            for name, scale in questionnaire.scales.items()
        ]
        doubt = "" if questionnaire.confirmed else " (its questions are not confirmed)"
        yield f"- {code}{doubt}, points of the options: {'; '.join(scales)}"


def points_of(scale: Scale) -> str:
    """Write the points of a scale, "-" where an answer leaves the mean."""
    return " ".join("-" if o.points is None else f"{o.points:g}" for o in scale.options)
