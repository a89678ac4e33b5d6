"""What can be done with answers: tally files of them; collect them, mix them, count them.

What this package itself gives works without a database: commands that only read files load nothing
else. Its other modules need one.
"""

from prongsai.surveys.services.files import (
    ENGINES,
    Engine,
    GroupSizes,
    SheetQuality,
    Tallied,
    columns_of,
    engine_for,
    group_sizes,
    joined,
    mapping_of,
    measure_sheets,
    tally_file,
)

__all__ = [
    "ENGINES",
    "Engine",
    "GroupSizes",
    "SheetQuality",
    "Tallied",
    "columns_of",
    "engine_for",
    "group_sizes",
    "joined",
    "mapping_of",
    "measure_sheets",
    "tally_file",
]
