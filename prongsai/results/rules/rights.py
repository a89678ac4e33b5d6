"""Who sees and who decides what becomes of a round's scores; pages ask before they show a form."""

from prongsai.directory.rules import SEES_ALL, Actor, Role, require_role
from prongsai.methodology.wording import Text

_SEE = Text("ดูผลคะแนนที่ยังไม่เผยแพร่", "see scores that are not published")
_SCORE = Text("คิดคะแนนของรอบการประเมิน", "score a round")
_KEEP = Text("เก็บและเผยแพร่ผลการประเมิน", "keep and publish results")


def require_scores_reader(actor: Actor) -> None:
    """Refuse who may not see scores before they are published.

    Raises:
        NotAllowed
    """
    require_role(actor, _SEE, *SEES_ALL)


def may_score(actor: Actor) -> bool:
    """Whether they may score rounds, publish and withdraw what came out."""
    return actor.has(Role.CENTRAL)


def require_scorer(actor: Actor) -> None:
    """Refuse who may not score a round.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _SCORE, Role.CENTRAL)


def require_publisher(actor: Actor) -> None:
    """Refuse who may not keep, publish or withdraw results.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _KEEP, Role.CENTRAL)
