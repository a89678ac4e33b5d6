"""Facts of results as sentences, the same wherever they are read."""

from prongsai.methodology.wording import Text, same
from prongsai.results.queries.rows import Standing

RANKING_NAMES = {
    "country": Text("ทั้งหมด", "all agencies"),
    "group": Text("กลุ่มประเภทหน่วยงาน", "its type of agency"),
    "ministry": Text("กระทรวง", "its ministry"),
    "province": Text("จังหวัด", "its province"),
}
_RANK = Text("ลำดับที่ %(rank)s", "rank %(rank)s")
_OF = Text(" จาก %(of)s หน่วยงาน", " of %(of)s agencies")
_SHARED = Text(" (ร่วมกับอีก %(shared)s)", " (with %(shared)s others)")
_STATED = Text(" ตามที่ประกาศ", " as published")


def standing_words(standing: Standing) -> Text:
    """Say a rank: "rank 30 of 146 agencies as published"."""
    words = _RANK.filled(rank=standing.rank)
    if standing.of is not None:
        words += _OF.filled(of=f"{standing.of:,}")
    if standing.shared_with:
        words += _SHARED.filled(shared=f"{standing.shared_with:,}")
    return words + (_STATED if standing.stated else same(""))
