"""Contradictions to plant into a clean report: each spoils one thing, and which rules see it."""

from random import Random

from prongsai.methodology.exact import points_text
from prongsai.reports.tests.typed.clean import KNOWLEDGE, VERDICTS, WeakRow, clean

PLANTS = {}


def plant(*rules):
    """Remember a function that spoils a report under its name, with the rules that must speak.

    It returns False where the report has nothing to spoil.
    """

    def kept(function):
        PLANTS[function.__name__] = (function, set(rules))
        return function

    return kept


def other_digit(points, random):
    """Return printed points with another last digit."""
    last = random.choice([d for d in "0123456789" if d != points[-1]])
    return points[:-1] + last


def rows_of(printed):
    return [row for _, rows in printed.detail for row in rows]


def alone(printed):
    """Rows that are a whole question of a survey: no part stands below them."""
    rows = rows_of(printed)
    following = [*rows[1:], WeakRow("X", "", "")]
    return [
        row
        for row, after in zip(rows, following, strict=True)
        if row.code and after.code and row.value not in VERDICTS
    ]


@plant("REPEATED")
def total_of_the_text_differs_from_the_table(printed, random):
    printed.told_total = points_text(int(printed.told_total.replace(".", "")) - 300)


@plant("DELTA")
def a_difference_is_misprinted(printed, random):
    row = random.choice(printed.totals[1:])
    row[3] = row[3][0] + points_text(int(row[3][1:].replace(".", "")) + 100)


@plant("TREND")
def a_direction_is_turned_round(printed, random):
    row = random.choice(printed.totals[1:])
    row[2] = "ลดลง" if row[2] == "เพิ่มขึ้น" else "เพิ่มขึ้น"


@plant("LEVEL")
def the_level_is_another(printed, random):
    names = [one.name.th for one in KNOWLEDGE.editions[printed.year].rules.levels]
    printed.level = random.choice([name for name in names if name != printed.level])


@plant("UNKNOWN-LEVEL")
def the_target_is_a_level_of_the_old_scale(printed, random):
    printed.target_level = "A"


@plant("RANK")
def a_rank_is_wrong(printed, random):
    row = random.choice(printed.indicators)
    row[3] = str(int(row[3]) + 20)


@plant("MEASURE")
def a_measure_is_wrong(printed, random):
    row = random.choice(printed.indicators)
    names = ("รักษาระดับ", "ยกระดับ", "แก้ไขเร่งด่วน")
    row[5] = random.choice([name for name in names if name != row[5]])


@plant("INDICATOR-NAME")
def an_indicator_has_the_name_of_another(printed, random):
    one, other = random.sample(printed.indicators, 2)
    one[1] = other[1]


@plant("REPEATED")
def an_indicator_of_the_detail_is_misprinted(printed, random):
    head, _ = random.choice([one for one in printed.detail if int(one[0][0]) < 9])
    points = head[2]
    is_below = float(points) < 85
    digits = "0123456" if is_below else "789"
    head[2] = points[:-1] + random.choice([d for d in digits if d != points[-1]])


@plant("DETAIL-TABLE")
def the_detail_has_other_indicators(printed, random):
    for head, _ in printed.detail[:8]:
        head[2] = points_text(int(head[2].replace(".", "")) // 100 * 100 + 7)
    printed.below = ""


@plant("OTHER-YEAR")
def the_detail_is_of_the_year_before(printed, random):
    before = clean(random, printed.year - 1)
    printed.detail, printed.counts, printed.below = before.detail, before.counts, ""
    first, second = printed.totals[-2:]
    first[1] = before.told_total
    for row, earlier in ((first, printed.totals[-3]), (second, first)):
        delta = round((float(row[1]) - float(earlier[1])) * 100)
        row[2:] = ["เพิ่มขึ้น" if delta > 0 else "ลดลง", f"{delta / 100:+.2f}"]
    others = [row[1] for row in printed.totals if row is not first]
    return all(abs(float(other) - float(first[1])) > 0.02 for other in others)


@plant("ITEM-INDICATOR")
def an_item_stands_under_the_next_indicator(printed, random):
    number = random.choice([0, 1, 2, 3, 5, 6])
    rows = printed.detail[number][1]
    if rows[-1].code:
        printed.detail[number + 1][1].insert(0, rows.pop())
    return bool(rows) and rows[-1].code != ""


@plant("PARENT-MEAN")
def a_part_is_misprinted(printed, random):
    parts = [row for row in rows_of(printed) if not row.code]
    if parts:
        row = random.choice(parts)
        row.value = f"{40 + int(row.value[:2]) % 10}{row.value[2:]}"
    return bool(parts)


@plant("TWO-QUESTIONS")
def two_questions_share_a_row(printed, random):
    row = random.choice(alone(printed))
    place = rows_of(printed).index(row)
    row.code = ""
    return place > 0 and any(row in rows[1:] for _, rows in printed.detail)


@plant("CODE-WORDS")
def a_code_is_that_of_another_question(printed, random):
    items = {row.code for row in rows_of(printed)}
    row = random.choice(alone(printed))
    letter, number = row.code[0], int(row.code[1:])
    other = f"{letter}{number + 1}"
    edition = KNOWLEDGE.editions[printed.year]
    node = edition.position.get(other)
    if node is None or other in items:
        return False
    same_place = edition.nodes[node].parent == edition.nodes[edition.position[row.code]].parent
    row.code = other
    return same_place


@plant("COUNT-ROWS")
def a_count_of_weak_points_is_wrong(printed, random):
    count = random.choice(list(printed.counts.values()))
    count[0] = str(int(count[0]) + random.choice([1, 2]))


@plant("LIST-ROWS")
def the_summary_names_another_item(printed, random):
    code, count = random.choice(list(printed.counts.items()))
    edition = KNOWLEDGE.editions[printed.year]
    known = {row.code for row in rows_of(printed)}
    others = [c for c in edition.position if c[0] == code[0] and c[1:].isdigit() and c not in known]
    count[1][random.randrange(len(count[1]))] = random.choice(others)


@plant("BELOW-COUNT", "BELOW-SUM", "BELOW-NAMED")
def the_count_of_indicators_is_wrong(printed, random):
    printed.below = str(int(printed.below) + 1)
    return any(numbers for _, numbers in printed.parts.values())


@plant("BELOW-SUM", "BELOW-NAMED")
def an_instrument_has_more_than_are_named(printed, random):
    part = random.choice([part for part in printed.parts.values() if part[1]] or [[0, []]])
    part[0] = str(int(part[0]) + 2)
    return bool(part[1])


@plant("BELOW-UNNAMED", "NOT-BELOW")
def another_indicator_is_named(printed, random):
    edition = KNOWLEDGE.editions[printed.year]
    for code, (_, numbers) in printed.parts.items():
        good = [
            int(row[0])
            for row in printed.indicators
            if edition.instrument_of(edition.position[row[0]]) == code and float(row[2]) >= 85
        ]
        if numbers and good:
            numbers[0] = good[0]
            return True
    return False


@plant("BANDS")
def the_bands_leave_a_gap(printed, random):
    printed.bands[random.choice([2, 3])] = "80"


@plant("TARGETS")
def the_target_changes_on_the_way(printed, random):
    printed.target[2] = "80"


@plant("RANK-OF", "RANKS-TOLD")
def a_rank_is_beyond_the_group(printed, random):
    printed.ranks[1] = "300/146"


@plant("RANKS-TOLD")
def the_rank_is_told_twice_and_differs(printed, random):
    printed.ranks[1] = "31/146"


@plant("PLAN-DATE")
def an_action_came_before_the_year(printed, random):
    printed.days[0] = random.choice(["ก.ย. 66", "19 กันยายน 2566", "๓๐ ก.ย. ๒๕๖๖"])
    printed.days[0] = printed.days[0].translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


@plant("DECIMALS")
def a_decimal_is_missing(printed, random):
    row = random.choice(alone(printed))
    row.value = row.value[:-1]
    return row.value[-1] != "."


@plant("LISTED-VERDICTS")
def a_failed_item_is_left_out(printed, random):
    failed = [(rows, row) for _, rows in printed.detail for row in rows if row.value == "ไม่ผ่าน"]
    if not failed:
        return False
    rows, row = random.choice(failed)
    rows.remove(row)
    count = printed.counts["OIT"]
    count[1].remove(row.code)
    count[0] = str(len(count[1]))
    return any(one.value in VERDICTS for one in rows)


@plant("UNKNOWN-CODE")
def a_code_is_not_in_the_edition(printed, random):
    _, rows = random.choice(printed.detail[:8])
    rows.insert(0, WeakRow("I77", "ข้อที่ไม่มีในกรอบการประเมิน", "70.10"))


@plant("NOT-WEAK")
def an_item_is_not_below_the_target(printed, random):
    row = random.choice(alone(printed))
    row.value = "91.35"
    return True


@plant("UNANSWERED")
def a_measure_is_missing(printed, random):
    printed.measures = {"state-property": printed.measures["state-property"]}
    words = " ".join(row.words for row in rows_of(printed))
    return "งบประมาณ" in words


def planted(name, seed):
    """Return the text of a clean report with one thing spoilt; None where it has no such thing."""
    random = Random(seed)  # noqa: S311 # numbers of a test
    printed = clean(random)
    function, _ = PLANTS[name]
    return None if function(printed, random) is False else printed.text()
