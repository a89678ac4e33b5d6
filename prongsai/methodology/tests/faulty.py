"""Faults to plant into a copy of the edition of 2566, and what is to be said of each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """One fault: `old` becomes `new` in `file`; it is told in `at`, on the line of `mark`."""

    name: str
    file: str
    old: str
    new: str
    says: str
    mark: str
    at: str = ""
    #: Stands in the way of others in its file.
    alone: bool = False

    def __post_init__(self):
        object.__setattr__(self, "at", self.at or self.file)


def _rules(name, old, new, says, mark="", **more):
    return Planted(name, "edition.yaml", old, new, says, mark or new, **more)


def _structure(name, old, new, says, mark="", **more):
    return Planted(name, "indicators.yaml", old, new, says, mark or new, **more)


def _iit(name, old, new, says, mark="", **more):
    return Planted(name, "iit.yaml", old, new, says, mark or new, **more)


def _oit(name, old, new, says, mark="", **more):
    return Planted(name, "oit.yaml", old, new, says, mark or new, **more)


RULES = [
    _rules("the year ends before it starts", "ends: 2023-09-30", "ends: 2021-09-30", "year ends"),
    _rules("another year than the folder", "year_be: 2566", "year_be: 2567", "folder is called"),
    _rules("a level twice", "- code: pass\n", "- code: pass_good\n", "pass_good stands twice",
           "- code: pass_good\n    name: {th: ผ่าน,"),
    _rules("levels in the wrong order", "total_min: 70", "total_min: 97", "the highest",
           "- code: improve\n"),
    _rules("a ladder without a lowest rung", "min: 0\n    text", "min: 1\n    text",
           "the last of measure_levels", "- code: urgent"),
    _rules("the lowest level asks for more", "total_min: 0\n",
           "total_min: 0\n    instruments_min: {OIT: 10}\n", "the lowest level",
           "- code: improve_urgently"),
    _rules("a target of no level", "level: null, source: Master", "level: A, source: Master",
           "the target's level A"),
    _rules("a phase that ends before it starts", "ends: 2023-08-10", "ends: 2023-08-09",
           "phase results"),
    _rules("a sample of an unknown type", "    share_percent: 10\n",
           "    agency_types: [castle]\n    share_percent: 10\n", "agency type castle", "[castle]"),
    _rules("a sample by share and by number", "    enough: 400\n",
           "    enough: 400\n    minimum: 5\n", "either share_percent", "- instrument: IIT"),
    _rules("a level of an unknown instrument", "{IIT: 85, EIT: 85, OIT: 85}",
           "{IIT: 85, EIT: 85, XIT: 85}", "instrument XIT is not known"),
    _rules("a sample of an unknown instrument", "- instrument: EIT\n", "- instrument: QIT\n",
           "instrument QIT is not known"),
    _rules("a doubt without a reason", "  - code: registration\n",
           "  - code: extra\n    name: {th: ก, en: x}\n    confirmed: false\n"
           "  - code: registration\n", "needs a note", "confirmed: false\n  - code: registration"),
    _rules("a key is missing", "framework: th-ita\n", "", "'framework' is missing",
           "year_be: 2566", alone=True),
    _rules("a key nobody knows", "year_be: 2566\n", "year_be: 2566\ncolour: red\n",
           "'colour' is not known", "colour: red", alone=True),
    _rules("a word that is none of the choices", "method: half_up", "method: half_even",
           "'rounding.method' must be", alone=True),
    _rules("a list without entries", "levels:\n  - code: pass_excellent",
           "levels: []\nunused:\n  - code: pass_excellent", "too few entries", "levels: []",
           alone=True),
    _rules("points beyond a hundred", "total_min: 95", "total_min: 101", "cannot be 101",
           alone=True),
    _rules("a third language", "en: Passed well}", "en: Passed well, fr: Bien}",
           "not known here", alone=True),
    _rules("a key that stands twice", "framework: th-ita\n", "framework: th-ita\nframework: xx\n",
           "'framework' stands twice", "framework: th-ita", alone=True),
]  # fmt: skip

STRUCTURE = [
    _structure("weights that are no whole", "weight: 40", "weight: 41", "sum to 101",
               "- code: IIT\n    name"),
    _structure("an indicator twice", '- "no": 2\n', '- "no": 1\n', "1 stands twice",
               '- "no": 1\n    instrument: IIT\n    name: {th: การใช้งบประมาณ'),
    _structure("an indicator of an unknown instrument", "instrument: EIT\n    name: {th: ประ",
               "instrument: ZIT\n    name: {th: ประ", "instrument ZIT is not known"),
    _structure("a mean of what is not there", "mean_of: items\n", "mean_of: sub_indicators\n",
               "does not fit"),
    _structure("a sub-indicator without items", '- code: "10.2"', '- code: "10.3"',
               "indicator 10.3 has no items", '- "no": 10\n'),
    _structure("a code with a blank in it", '- code: "9.1"', '- code: "9 1"',
               "characters that no code may have", alone=True),
    _structure("an instrument without indicators", "  - code: OIT\n",
               "  - {code: WIT, name: {th: ก, en: x}, kind: survey, answered_by: staff, "
               "weight: 0}\n  - code: OIT\n", "instrument WIT has no indicator", "{code: WIT"),
]  # fmt: skip

TEXTS = [
    _iit("the file of another instrument", "instrument: IIT\n", "instrument: EIT\n",
         "must be that of IIT", alone=True),
    _iit("a scale without a full answer", "        points: 100\n", "        points: 90\n",
         "scale amount needs", "    confirmed: false\n    note:\n      th: 33"),
    _iit("a word that means two answers", "aliases: [a little, low]", "aliases: [a little, high]",
         "means more than one", "    confirmed: false\n    note:\n      th: 33"),
    _iit("a code that is used twice", "- code: I2\n", "- code: I1\n", "code I1 is used twice",
         "- code: I1\n", alone=True),
    _iit("a code that is an indicator's", "- code: I3\n", "- code: total\n",
         "code total is used twice"),
    _iit("a scale that is not there", "scale: yes_no", "scale: perhaps", "uses scale perhaps"),
    _iit("an item of another instrument's indicator", "indicator: 5\n", "indicator: 6\n",
         "which is not one of IIT"),
    _iit("a sub-indicator that is not there", "    indicator: 4\n",
         '    indicator: 4\n    sub_indicator: "4.1"\n', "has no sub-indicator 4.1", '"4.1"'),
    _iit("an empty text", "en: As the set procedure says", 'en: " "', "a text is empty",
         'text: {th: ทำตามขั้นตอนที่กำหนดไว้, en: " "'),
    _oit("a scale turned round that cannot be", "    scale: verdict\n",
         "    scale: verdict\n    polarity: negative\n", "cannot turn round",
         "polarity: negative"),
    _oit("a criterion that is not there", "    criteria: [reachable,", "    criteria: [nothing,",
         "criterion nothing", "criteria: [nothing"),
    _oit("a check for words without words", "    words: [No Gift]\n", "", "must tell its words",
         "    text: {th: กล่าวถึง No Gift"),
    _oit("an item without its sub-indicator", '    sub_indicator: "9.1"\n', "",
         "has no sub-indicator None", "- code: O1\n"),
]  # fmt: skip

PLANTED = [*RULES, *STRUCTURE, *TEXTS]
