"""Who may do what in the review. Pages ask before they show a form, services before they change."""

from prongsai.directory.rules import Actor, Role, require_role
from prongsai.methodology.wording import Text

_DRAW = Text("มอบหมายผู้ตรวจประเมิน", "allot evaluators")
_REPLACE = Text("เปลี่ยนผู้ตรวจประเมิน", "replace an evaluator")
_WATCH = Text("ดูการมอบหมายผู้ตรวจประเมิน", "see who judges what")
_JUDGE = Text("ให้ผลตรวจ", "give verdicts")
_SETTLE = Text("ชี้ขาดผลตรวจที่ต่างกัน", "settle verdicts that differ")
_OBJECT = Text("คัดค้านผลตรวจ", "object to a verdict")
_DECIDE = Text("วินิจฉัยคำคัดค้าน", "decide objections")
_CORRECT = Text("แก้ผลตรวจที่ยืนยันแล้ว", "correct a verdict")
#: Letters of what a draw begins from.
LONGEST_SEED = 64
#: Who speaks for an agency.
_SPEAKERS = (Role.COORDINATOR, Role.EXECUTIVE)


def require_drawer(actor: Actor) -> None:
    """Refuse who may not draw evaluators.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _DRAW, Role.CENTRAL)


def require_replacer(actor: Actor) -> None:
    """Refuse who may not put somebody else in the place of an evaluator.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _REPLACE, Role.CENTRAL)


def require_watcher(actor: Actor) -> None:
    """Refuse who may not see who judges what: evaluators must not know of each other.

    Raises:
        NotAllowed
    """
    require_role(actor, _WATCH, Role.CENTRAL, Role.AUDITOR)


def require_judge(actor: Actor) -> None:
    """Refuse who is no evaluator.

    Raises:
        NotAllowed
    """
    require_role(actor, _JUDGE, Role.EVALUATOR)


def require_settler(actor: Actor) -> None:
    """Refuse who may not decide between two evaluators.

    Raises:
        NotAllowed
    """
    require_role(actor, _SETTLE, Role.CENTRAL, Role.EVALUATOR)


def require_decider(actor: Actor) -> None:
    """Refuse who may not decide objections.

    Raises:
        NotAllowed
    """
    require_role(actor, _DECIDE, Role.EVALUATOR)


def require_corrector(actor: Actor) -> None:
    """Refuse who may not correct verdicts.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _CORRECT, Role.CENTRAL)


def require_objector(actor: Actor, agency: int) -> None:
    """Refuse who does not speak for an agency.

    Raises:
        NotAllowed: its coordinator and its executive may.
    """
    require_role(actor, _OBJECT, *_SPEAKERS, agency=agency)


def may_object(actor: Actor, agency: int) -> bool:
    """Whether they speak for an agency."""
    return actor.has_for(agency, *_SPEAKERS)
