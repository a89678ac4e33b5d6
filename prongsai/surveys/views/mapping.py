"""The page on which somebody looks at what the columns and words of a file seem to be.

What is sure is listed, and opened for a choice only when somebody wants it: sixty lists of fifty
parts are more than a telephone can show.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import entered
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.surveys.forms.importing import (
    NOT_ANSWERED,
    SettlingForm,
    column_field,
    columns_from,
    is_all_asked,
    opened_from,
    opening_field,
    word_field,
    words_from,
)
from prongsai.surveys.rules.mapping import (
    LEFT_OUT,
    REFUSED,
    AnswerMapping,
    Asked,
    Use,
    asked_by,
    check_mapping,
)
from prongsai.surveys.rules.matching import ColumnGuess, looks_like_answers
from prongsai.surveys.services.drafts import Draft, draft_of, tell_mapping
from prongsai.surveys.services.mappings import save_mapping
from prongsai.surveys.services.proposing import (
    Proposal,
    as_first_doubted,
    propose_mapping,
    with_words,
)
from prongsai.surveys.views.importing import dropped, place_of

#: Words of a column that are shown, and letters of a word or question.
_SAMPLES, _LETTERS = 5, 60
_Row = dict[str, Any]


@dataclass(frozen=True)
class _Step:
    """Everything about the file that is being looked at."""

    participation: Any
    actor: Actor
    edition: Edition
    draft: Draft


@require_http_methods(["GET", "HEAD", "POST"])
@working
def mapping(  # four of them are the address
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, upload: str
) -> HttpResponse:
    """Show what a file seems to be; take what somebody makes of it."""
    participation = entered(framework, year, agency, reader=actor)
    draft = draft_of(upload, participation, by=actor)
    edition = frozen_edition(participation.round.edition_id)
    step = _Step(participation, actor, edition, draft)
    if "drop" in request.POST:
        return dropped(request, actor, draft, framework, year, agency)
    first = propose_mapping(draft.path, edition, draft.instrument, told=draft.mapping)
    if request.method != "POST":
        return _page(request, step, first, SettlingForm(), frozenset())
    proposal = _as_sent(request.POST, step, first)
    form = SettlingForm(request.POST)
    opened = opened_from(request.POST, proposal)
    if opened:
        return _page(request, step, proposal, SettlingForm(initial=request.POST.dict()), opened)
    is_fit = _is_fit(form, proposal, step)
    if is_fit and not is_all_asked(request.POST, proposal):
        return _page(request, step, proposal, SettlingForm(initial=request.POST.dict()), opened)
    if not is_fit or not _is_settled(form, proposal, step):
        return _page(request, step, proposal, form, opened)
    tell_mapping(draft, proposal.mapping, participation, is_checked=True, by=actor)
    if form.cleaned_data["name"]:
        messages.success(request, _("The mapping is saved. It can be chosen for the next file."))
    return redirect("surveys:import_check", framework, year, agency, upload)


def _as_sent(sent: QueryDict, step: _Step, first: Proposal) -> Proposal:
    """Return how the file is understood with what was sent; its words follow from its columns."""
    values = {name: sent.get(name, "") for name in sent}
    saved = step.draft.mapping.words if step.draft.mapping else {}
    told = AnswerMapping(columns_from(values, first), saved)
    looked = propose_mapping(step.draft.path, step.edition, step.draft.instrument, told=told)
    again = as_first_doubted(looked, first)
    return with_words(again, words_from(values, again))


def _is_fit(form: SettlingForm, proposal: Proposal, step: _Step) -> bool:
    """Whether a mapping contradicts neither the survey nor itself; says in the form why not."""
    try:
        check_mapping(proposal.mapping, step.edition, step.draft.instrument)
    except UserError as error:
        form.add_error(None, said(error.text))
    return form.is_valid()


def _is_settled(form: SettlingForm, proposal: Proposal, step: _Step) -> bool:
    """Whether somebody has looked; says in the form when not. Saves what is to be saved."""
    if proposal.doubts and not form.cleaned_data["confirmed"]:
        form.add_error("confirmed", _("Compare what is marked, then tick this box."))
        return False
    name, instrument = form.cleaned_data["name"], step.draft.instrument
    try:
        if name:
            save_mapping(name, proposal.mapping, step.edition, instrument, by=step.actor, now=now())
    except UserError as error:
        form.add_error("name", said(error.text))
        return False
    return True


def _page(
    request: HttpRequest,
    step: _Step,
    proposal: Proposal,
    form: SettlingForm,
    opened: frozenset[str],
) -> HttpResponse:
    asked = asked_by(step.edition, step.draft.instrument)
    texts = {part.code: part.text for part in asked}
    open_rows, doubtful, sure, unused = list[_Row](), list[_Row](), list[_Row](), list[_Row]()
    for guess in proposal.columns:
        row = _row(guess, proposal, texts)
        samples = proposal.samples.get(guess.column, [])
        if guess.column in opened or (
            not guess.told and not guess.is_sure and looks_like_answers(samples, asked)
        ):
            open_rows.append(row)
        else:
            (unused if not guess.told else sure if guess.is_sure else doubtful).append(row)
    context = {
        **place_of(step.participation),
        "draft": step.draft,
        "open": open_rows,
        "tables": [
            (_("To be checked"), "doubtful", doubtful),
            (_("Understood"), "sure", sure),
            (_("Not used"), "unused", unused),
        ],
        "parts": [(part.code, _short(part)) for part in asked],
        "uses": _uses(),
        "scales": [_scale(scale, number) for number, scale in enumerate(proposal.scales, 1)],
        "lacking": proposal.lacking,
        "has_doubts": bool(proposal.doubts),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/work/import_mapping.html", context, status=status)


def _row(guess: ColumnGuess, proposal: Proposal, texts: dict[str, Text]) -> _Row:
    samples = [word[:_LETTERS] for word in proposal.samples.get(guess.column, [])]
    return {
        "column": guess.column,
        "hint": proposal.hints.get(guess.column, ""),
        "told": guess.told,
        "text": texts.get(guess.told),
        "use": dict(_uses()).get(guess.told, ""),
        "percent": round(guess.confidence * 100),
        "reason": guess.reason,
        "samples": samples[:_SAMPLES],
        "has_more": len(samples) > _SAMPLES,
        "field": column_field(guess.column),
        "opening": opening_field(guess.column),
    }


def _scale(scale: Any, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "parts": scale.parts,
        "options": scale.options,
        "words": [
            {
                "word": guess.word[:_LETTERS],
                "field": word_field(scale.number, guess.word),
                "chosen": _chosen(guess.option),
                "is_sure": guess.is_sure,
                "reason": guess.reason,
            }
            for guess in scale.words
        ],
    }


def _chosen(option: str | None) -> str:
    return REFUSED if option is None else NOT_ANSWERED if option == LEFT_OUT else option


def _short(part: Asked) -> Text:
    """Return a question short enough for a list; a part is told by its own words."""
    text = part.part if part.part.th else part.item
    return Text(_cut(text.th), _cut(text.en))


def _cut(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS]}…"


def _uses() -> list[tuple[str, str]]:
    return [
        (Use.DATE.value, _("Day of the answer (its time is not kept)")),
        (Use.AGENCY.value, _("Code of the agency")),
        (Use.RESPONDENT.value, _("One answer a row: number of the respondent (not kept)")),
        (Use.PART.value, _("One answer a row: which part")),
        (Use.ANSWER.value, _("One answer a row: the answer")),
    ]
