"""Ending the collecting of a round: nobody gets in any more, and nothing tells who came when."""

from datetime import datetime

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.surveys.rules.rights import require_mixer
from prongsai.surveys.services.gates import close_gates
from prongsai.surveys.services.mixing import shuffle_responses


def end_collecting(round_: Round, *, by: Actor, now: datetime) -> int:
    """Close a round and its ways in, and mix its responses; return how many there are.

    Safe to repeat when it was interrupted: a round that is closed already is only mixed.

    Raises:
        NotAllowed, WrongState: as `close_round`.
        InsideATransaction: mixing needs to be on its own.
    """
    round_.refresh_from_db()
    if round_.state != RoundState.CLOSED:
        close_round(round_, by=by, now=now)
    close_gates(round_, by=by, now=now)
    return shuffle_responses(round_, for_good=True)


def mix_answers(round_: Round, *, by: Actor, now: datetime) -> None:
    """Mix the responses of a round, every night while it collects; the trail tells no numbers.

    Raises:
        NotAllowed: only the central administrator may.
        InsideATransaction: mixing needs to be on its own.
    """
    require_mixer(by)
    shuffle_responses(round_)
    audit("round.mixed", f"round:{round_}", by=by, now=now)
