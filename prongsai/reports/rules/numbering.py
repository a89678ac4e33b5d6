"""Numbers before the captions of tables and charts, each kind from 1."""

from dataclasses import replace

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks import Block, Chart, Section, Table

_NUMBERED: dict[type[Block], Text] = {
    Table: Text("ตารางที่ %(number)s ", "Table %(number)s. "),
    Chart: Text("ภาพที่ %(number)s ", "Figure %(number)s. "),
}


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Number the captions of tables and of charts, each from 1."""
    counts = {Table: 0, Chart: 0}
    done = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table | Chart):
                counts[type(block)] += 1
                number = _NUMBERED[type(block)].filled(number=counts[type(block)])
                blocks.append(replace(block, caption=number + block.caption))
            else:
                blocks.append(block)
        done.append(replace(section, blocks=tuple(blocks)))
    return tuple(done)
