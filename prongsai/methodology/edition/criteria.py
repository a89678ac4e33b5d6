"""What the items of a checklist are judged by, and which reports made here answer them."""

from prongsai.methodology.edition.faults import Found, at
from prongsai.methodology.edition.files import Criterion, InstrumentFile
from prongsai.methodology.edition.sources import file_of
from prongsai.methodology.edition.tree import Edition


def criteria_of(edition: Edition, item: str) -> dict[str, Criterion]:
    """Return the criteria of an item in their order: code -> criterion.

    Missing: an item that the edition does not have, or has no criteria for, has none
    """
    for questionnaire in edition.questionnaires.values():
        for one in questionnaire.items:
            if one.code == item:
                return {code: questionnaire.criteria[code] for code in one.criteria}
    return {}


def items_answered_by(edition: Edition, kind: str) -> tuple[str, ...]:
    """Return the items of the checklists that a kind of report answers, in the edition's order."""
    return tuple(
        item.code
        for questionnaire in edition.questionnaires.values()
        for item in questionnaire.items
        if kind in item.answered_by
    )


def faults_of_criteria(code: str, questionnaire: InstrumentFile) -> Found:
    """Criteria that an item names and that are not there, and checks that lack what they need."""
    file = file_of(code)
    for number, item in enumerate(questionnaire.items):
        for name in item.criteria:
            if name not in questionnaire.criteria:
                yield at(
                    file,
                    ("items", number, "criteria"),
                    "ข้อ %(code)s ใช้เกณฑ์ %(name)s ซึ่งไม่มี",
                    "item %(code)s uses criterion %(name)s, which is not there",
                    code=item.code,
                    name=name,
                )
    for name, criterion in questionnaire.criteria.items():
        for check, lacks in (("words", not criterion.words), ("fresh", criterion.days is None)):
            if criterion.check == check and lacks:
                yield at(
                    file,
                    ("criteria", name),
                    "เกณฑ์ %(name)s ต้องบอก %(what)s",
                    "criterion %(name)s must tell its %(what)s",
                    name=name,
                    what="words" if check == "words" else "days",
                )
