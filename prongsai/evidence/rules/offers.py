"""What the site itself publishes and an agency may choose as evidence with one click.

The rooms above this one know what they publish: the setting OFFERS names a function of each, from
the agency's code and the round's year (B.E.) to what there is at the moment.
"""

from dataclasses import dataclass

from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.criteria import items_answered_by
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Offer:
    """A public page or file of this site."""

    title: Text
    #: Its address on the site, from the first slash on, in the first language.
    address: str
    #: What the items that it suits begin with, in the edition's Thai; without any, it suits all
    #: alike. Codes will not do: the list is numbered anew every year.
    suits: tuple[str, ...] = ()
    #: The kind of report that it is, as editions say what an item is answered by; "" for none.
    answers: str = ""

    def suits_item(self, edition: Edition, leaf: int) -> bool:
        """Whether it is likely to be what an item asks for."""
        node = edition.nodes[leaf]
        is_answer = bool(self.answers) and node.code in items_answered_by(edition, self.answers)
        return is_answer or node.text.th.startswith(self.suits)


class OfferGone(UserError):
    code = "EVIDENCE-038"
    status = 409
    message = Text("หน้านี้ไม่ได้เผยแพร่ในเว็บไซต์นี้แล้ว", "This site does not publish that page any more.")
    remedy = Text("โหลดหน้านี้ใหม่แล้วเลือกอีกครั้ง", "Load the page again, and choose anew.")
