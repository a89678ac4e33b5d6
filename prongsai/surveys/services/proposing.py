"""Understanding a file of another survey tool: what its columns and words seem to be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text, same
from prongsai.surveys.adapters.outside_files import Outside, as_wide, open_outside
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.collecting import NotASurvey
from prongsai.surveys.rules.headings import long_columns
from prongsai.surveys.rules.mapping import (
    EVERY_PART,
    LEFT_OUT,
    LONG,
    REFUSED,
    SURE,
    AnswerMapping,
    Asked,
    MappingUnsure,
    asked_by,
    scales_of,
)
from prongsai.surveys.rules.matching import ColumnGuess, propose_columns
from prongsai.surveys.rules.words import WordGuess, guess_words, place_of, plain_word, sure_words

#: The number of a scale, and a word of its columns.
WordAt = tuple[int, str]
TOLD = Text("ตามที่กำหนดไว้", "as it was told")
_LAYOUT = Text("รูปแบบหนึ่งแถวต่อหนึ่งคำตอบ", "a file with one answer a row")


@dataclass(frozen=True)
class Scale:
    """The options that some parts share, and the words that stand in the columns of those parts."""

    number: int
    options: tuple[Option, ...]
    parts: tuple[str, ...]
    words: tuple[WordGuess, ...]


@dataclass(frozen=True)
class Proposal:
    """How a file is understood so far."""

    columns: tuple[ColumnGuess, ...]
    #: Some different words of each column.
    samples: dict[str, list[str]]
    #: What further heading rows say of a column.
    hints: dict[str, str]
    scales: tuple[Scale, ...]
    #: Parts without a column.
    lacking: tuple[Asked, ...]

    @property
    def mapping(self) -> AnswerMapping:
        """The mapping that it comes to; words that nobody knows are in no mapping."""
        words = {part: _told_words(scale) for scale in self.scales for part in scale.parts}
        columns = {guess.column: guess.told for guess in self.columns if guess.told}
        return AnswerMapping(columns, {part: told for part, told in words.items() if told})

    @property
    def doubts(self) -> tuple[Text, ...]:
        """What a person must look at before anything is imported by it."""
        columns = [
            same(f"{guess.column} → {guess.told}: ") + guess.reason
            for guess in self.columns
            if guess.told and not guess.is_sure
        ]
        words = [
            same(f"“{word.word}” ({scale.parts[0]}…): ") + word.reason
            for scale in self.scales
            for word in scale.words
            if not word.is_sure
        ]
        return (*columns, *words)

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "columns": [
                {
                    "column": guess.column,
                    "part": guess.told,
                    "confidence": round(guess.confidence, 2),
                    "reason_th": guess.reason.th,
                    "reason_en": guess.reason.en,
                }
                for guess in self.columns
            ],
            "words": self.mapping.words,
            "doubts": [{"th": doubt.th, "en": doubt.en} for doubt in self.doubts],
            "lacking": [part.code for part in self.lacking],
        }


def _told_words(scale: Scale) -> dict[str, str]:
    """Return what words mean; of refused ones only those that would be an option otherwise."""
    labels = sure_words(scale.options)
    told = {w.word: w.option for w in scale.words if w.option is not None}
    refused = {w.word: REFUSED for w in scale.words if w.option is None}
    return told | {word: mark for word, mark in refused.items() if place_of(word, labels)}


def propose_mapping(
    path: Path,
    edition: Edition,
    instrument: str,
    *,
    told: AnswerMapping | None = None,
    by_agency: bool = False,
) -> Proposal:
    """Propose how a file is understood, or look at it with a mapping that somebody `told`.

    In: `by_agency` looks for a column that tells whose an answer is

    Raises:
        NotASurvey, TooManyColumns.
        UserError: the file cannot be read.
    """
    if instrument not in surveys_of(edition):
        raise NotASurvey(instrument=instrument, surveys=", ".join(surveys_of(edition)))
    outside = open_outside(path, edition, instrument)
    layout = _layout(outside, told)
    wide = as_wide(outside, AnswerMapping(layout, {}))
    samples = wide.samples()
    if told is None or not any(column in told.columns for column in wide.columns):
        found = propose_columns(
            wide.columns, samples, edition, instrument, hints=wide.hints, by_agency=by_agency
        )
    else:
        found = [ColumnGuess(c, told.columns.get(c, ""), 1.0, TOLD) for c in wide.columns]
    if wide is not outside:
        found = [*_of_layout(outside, wide, layout), *found]
        samples |= {column: [] for column in outside.columns if column not in samples}
    scales = tuple(_scales(found, samples, asked_by(edition, instrument), told))
    has_column = {guess.told for guess in found}
    lacking = [part for part in asked_by(edition, instrument) if part.code not in has_column]
    return Proposal(tuple(found), samples, wide.hints, scales, tuple(lacking))


def sure_mapping(
    path: Path, edition: Edition, instrument: str, *, by_agency: bool = False
) -> AnswerMapping:
    """Return the mapping that is proposed for a file, provided that nobody needs to look at it.

    Raises:
        MappingUnsure: something is doubtful.
        UserError: the file cannot be read.
    """
    proposal = propose_mapping(path, edition, instrument, by_agency=by_agency)
    if proposal.doubts:
        raise MappingUnsure(count=len(proposal.doubts), first=proposal.doubts[0])
    return proposal.mapping


def _layout(outside: Outside, told: AnswerMapping | None) -> dict[str, str]:
    """Return the columns that say who, which part and what, where the file has them."""
    if told is None:
        return long_columns(outside.columns)
    return {column: use for column, use in told.columns.items() if use[:1] == "@"}


def _of_layout(outside: Outside, wide: Outside, layout: dict[str, str]) -> list[ColumnGuess]:
    return [
        ColumnGuess(column, layout.get(column, ""), SURE, _LAYOUT)
        for column in outside.columns
        if column not in wide.columns
    ]


def _scales(
    found: list[ColumnGuess],
    samples: dict[str, list[str]],
    asked: tuple[Asked, ...],
    told: AnswerMapping | None,
) -> list[Scale]:
    """Gather the words of the columns of each scale, and what they mean."""
    column = {guess.told: guess.column for guess in found if guess.told not in LONG}
    scales = []
    for number, options in enumerate(scales_of(asked)):
        parts = [p.code for p in asked if p.options == options and p.code in column]
        words = {plain_word(w): w for part in parts for w in samples.get(column[part], [])}
        guesses = guess_words(words.values(), options)
        known = _in_order([_known(guess, parts, told) for guess in guesses], options)
        if parts:
            scales.append(Scale(number, options, tuple(parts), tuple(known)))
    return scales


def _in_order(words: list[WordGuess], options: tuple[Option, ...]) -> list[WordGuess]:
    """Sort words as the options are, those that nobody knows last."""
    places = {option.code: place for place, option in enumerate(options)}
    return sorted(
        words, key=lambda w: (places.get(w.option or "", len(places)), plain_word(w.word))
    )


def _known(guess: WordGuess, parts: list[str], told: AnswerMapping | None) -> WordGuess:
    """Prefer what somebody told about a word to what is guessed."""
    if told is not None:
        for part in (*parts, EVERY_PART):
            words = {plain_word(w): option for w, option in told.words.get(part, {}).items()}
            if plain_word(guess.word) in words:
                meant = words[plain_word(guess.word)]
                option = None if meant == REFUSED else meant
                return WordGuess(guess.word, option, True, TOLD)  # noqa: FBT003
    return guess


def as_first_doubted(proposal: Proposal, first: Proposal) -> Proposal:
    """Return a proposal in which a column that is told as it was first proposed is as doubtful."""
    guesses = {(guess.column, guess.told): guess for guess in first.columns}
    return replace(
        proposal, columns=tuple(guesses.get((g.column, g.told), g) for g in proposal.columns)
    )


def with_words(proposal: Proposal, told: Mapping[WordAt, str | None]) -> Proposal:
    """Return a proposal with words as somebody told them; None refuses the rows that have one.

    A word that means what was proposed stays as doubtful as it was.
    """
    scales = []
    for scale in proposal.scales:
        options = {option.code for option in scale.options} | {LEFT_OUT, None}
        words = []
        for word in scale.words:
            chosen = told.get((scale.number, word.word), word.option)
            is_other = chosen in options and chosen != word.option
            words.append(WordGuess(word.word, chosen, True, TOLD) if is_other else word)  # noqa: FBT003
        scales.append(replace(scale, words=tuple(words)))
    return replace(proposal, scales=tuple(scales))
