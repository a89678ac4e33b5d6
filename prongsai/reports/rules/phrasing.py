"""Sentences from numbers, the same words for the same facts: rises, ranks, shares, counts."""

from prongsai.methodology.exact import points_text
from prongsai.methodology.wording import Text, same

_UP = Text("เพิ่มขึ้นจาก %(old)s คะแนน เป็น %(new)s คะแนน", "rose from %(old)s to %(new)s points")
_DOWN = Text("ลดลงจาก %(old)s คะแนน เป็น %(new)s คะแนน", "fell from %(old)s to %(new)s points")
_SAME = Text("คงเดิมที่ %(new)s คะแนน", "stayed at %(new)s points")
_BETTER = Text("ดีขึ้นจากลำดับที่ %(old)s", "better than rank %(old)s")
_WORSE = Text("ต่ำลงจากลำดับที่ %(old)s", "worse than rank %(old)s")
_EQUAL = Text("เท่ากับลำดับเดิม", "as before")
_SHARE = Text("ร้อยละ %(share)s", "%(share)s percent")
_DONE = Text(
    "ดำเนินการแล้วเสร็จ %(done)s จาก %(all)s มาตรการ คิดเป็น%(share)s",
    "%(done)s of %(all)s measures are done, %(share)s",
)
_NONE_DONE = Text(
    "ยังไม่มีมาตรการใดแล้วเสร็จจาก %(all)s มาตรการ", "none of the %(all)s measures is done"
)
_NO_MEASURES = Text("ไม่มีมาตรการที่ต้องดำเนินการ", "there is no measure to carry out")


def moved(old: int, new: int) -> Text:
    """Say how a score moved; hundredths.

    >>> moved(7979, 9502).th
    'เพิ่มขึ้นจาก 79.79 คะแนน เป็น 95.02 คะแนน'
    """
    words = _SAME if old == new else _UP if new > old else _DOWN
    return words.filled(old=points_text(old), new=points_text(new))


def rank_moved(old: int, new: int) -> Text:
    """Say how a rank moved: a smaller number is better.

    >>> rank_moved(137, 30).th
    'ดีขึ้นจากลำดับที่ 137'
    """
    words = _EQUAL if old == new else _BETTER if new < old else _WORSE
    return words.filled(old=f"{old:,}")


def percent(part: int, whole: int) -> str:
    """Write a share with two decimals, those of nothing and of all without.

    >>> percent(1, 3), percent(3, 3), percent(0, 3)
    ('33.33', '100', '0')
    """
    if whole and part not in {0, whole}:
        return f"{100 * part / whole:.2f}"
    return "100" if whole and part == whole else "0"


def share(part: int, whole: int) -> Text:
    """Say a share: "ร้อยละ 33.33"."""
    return _SHARE.filled(share=percent(part, whole))


def done_of(done: int, every: int) -> Text:
    """Say how many measures are done.

    >>> done_of(29, 30).th
    'ดำเนินการแล้วเสร็จ 29 จาก 30 มาตรการ คิดเป็นร้อยละ 96.67'
    """
    if not every:
        return _NO_MEASURES
    if not done:
        return _NONE_DONE.filled(all=every)
    return _DONE.filled(done=done, all=every, share=share(done, every))


def counted(parts: list[tuple[Text, int]], unit: Text) -> Text:
    """Say how many of each kind there are, leaving out kinds without any.

    >>> counted([(same("IIT"), 13), (same("EIT"), 0)], same("ข้อ")).th
    'IIT 13 ข้อ'
    """
    told = [name + same(f" {number} ") + unit for name, number in parts if number]
    return Text(" ".join(text.th for text in told), ", ".join(text.en for text in told))
