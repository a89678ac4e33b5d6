"""The lines of a place to sign, the same in every format."""

from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import Signer

SIGNED = Text("ลงชื่อ", "Signed")
POSITION = Text("ตำแหน่ง", "Position")
DATED = Text("วันที่", "Date")
#: Where a pen writes.
BLANK = "." * 40
_NAMED = Text("(%(name)s)", "(%(name)s)")


def lines_of(signer: Signer) -> dict[str, Text]:
    """Return the lines from top to bottom; what nobody knows yet is left to the pen."""
    return {
        "duty": signer.duty,
        "signed": SIGNED + same(f" {BLANK}"),
        "name": _NAMED.filled(name=signer.name or BLANK),
        "position": POSITION + same(f" {signer.position or BLANK}"),
        "dated": DATED + same(" ") + (signer.dated or same(BLANK)),
    }
