"""The looks of a form: everything on one page, one question after the other, or for a counter."""

from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prongsai.surveys.queries.gates import WayIn
from prongsai.surveys.queries.questionnaires import Questionnaire

#: Seconds without a touch after which a kiosk forgets what was answered.
_IDLE = 180


class Look(StrEnum):
    """How a form is shown; what is sent is always the same."""

    PAGE = "page"
    STEPS = "steps"
    KIOSK = "kiosk"

    @property
    def address(self) -> str:
        """Name of the address of such a form."""
        return {"page": "surveys:answer", "steps": "surveys:steps", "kiosk": "surveys:kiosk_form"}[
            self.value
        ]

    @property
    def other(self) -> "Look":
        return Look.PAGE if self is Look.STEPS else Look.STEPS


def of_form(way: WayIn, asked: Questionnaire, look: Look) -> dict[str, object]:
    """Return what the beginning of a form says."""
    return {
        "way": way,
        "asked": asked,
        "look": look.value,
        "total": len(asked.options),
        "languages": addresses(look.address, way.token),
        # Without it a step, "#s7", would stay in the address of what comes back.
        "here": reverse(look.address, args=[way.token]),
        "other_look": reverse(look.other.address, args=[way.token]),
        "home": reverse("surveys:kiosk", args=[way.token]),
        "proof_bits": 0 if way.needs_code else settings.ANSWERS_PROOF_BITS,
        "idle": _IDLE,
    }


def of_questions(asked: Questionnaire, look: Look, items: object) -> dict[str, object]:
    """Return what the questions say."""
    return {"asked": asked, "look": look.value, "total": len(asked.options), "items": items}


def addresses(name: str, token: str) -> dict[str, str]:
    """Return an address of a way in, in each language."""
    found = {}
    for language, _ in settings.LANGUAGES:
        with override(language):
            found[language] = reverse(name, args=[token])
    return found
