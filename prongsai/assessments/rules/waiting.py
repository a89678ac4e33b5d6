"""What waits for somebody in rooms above this one, as a line of the start page."""

from dataclasses import dataclass

from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Waiting:
    """A line: what waits, the address of the page where it is done, whether it is late."""

    text: Text
    address: str
    is_late: bool = False
