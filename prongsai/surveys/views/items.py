"""The questions of a survey as templates show them."""

from typing import Any

from prongsai.surveys.forms.sheets import Sheet
from prongsai.surveys.queries.questionnaires import Question, Questionnaire


def items_of(asked: Questionnaire, sheet: Sheet | None) -> list[dict[str, Any]]:
    """Return the items for the template, each part with its answer, if it has one."""
    return [
        {"item": item, "parts": [_part(question, sheet) for question in item.questions]}
        for item in asked.items
    ]


def _part(question: Question, sheet: Sheet | None) -> dict[str, Any]:
    place = int(question.field[1:])
    chosen = sheet.answers[place] if sheet else 0
    return {
        "question": question,
        "place": place + 1,
        "options": [
            (number, text, number == chosen) for number, text in enumerate(question.options, 1)
        ],
        "is_left_out": sheet is not None and not chosen,
        "is_first_left_out": sheet is not None and sheet.left_out[:1] == (place,),
    }
