"""Small editions that no year ever had."""

from pathlib import Path

import yaml

from prongsai.methodology.edition.library import load_edition
from prongsai.methodology.edition.tree import Edition


def text(words: str) -> dict[str, str]:
    return {"th": words, "en": words}


def options(*points: float | None, weak: int | None = None) -> dict:
    return {
        "options": [
            {"code": f"c{n}", "text": text(f"c{n}"), "points": p, "weak": n == weak}
            for n, p in enumerate(points, 1)
        ]
    }


SCALES = {"four": options(0, 33.33, 66.67, 100), "yes_no": options(0, 100)}
VERDICTS = {"verdict": options(100, 100, 0, None, weak=2)}


def item(code: str, indicator: int, scale: str, **more: object) -> dict:
    return {"code": code, "indicator": indicator, "scale": scale, "text": text(code), **more}


def parts(code: str, *polarities: str) -> list[dict]:
    return [
        {"code": f"{code}.{n}", "text": text(f"{code}.{n}"), "polarity": polarity}
        for n, polarity in enumerate(polarities, 1)
    ]


def staff_items(count: int = 10) -> list[dict]:
    items = [item(f"I{n}", 1 + n % 2, "four") for n in range(4, count + 1)]
    return [
        item("I1", 1, "four", parts=parts("I1", "positive", "negative")),
        item("I2", 2, "four", polarity="negative"),
        item("I3", 1, "yes_no", polarity="negative"),
        *items,
    ]


def small_edition(folder: Path, *, staff: list[dict] | None = None) -> Edition:
    """Return an edition of two surveys and a checklist, with four indicators."""
    year = 2600
    folder = folder / "test" / str(year)
    folder.mkdir(parents=True)
    instruments = [("IIT", "survey", "staff", 30), ("EIT", "survey", "public", 30)]
    instruments.append(("OIT", "checklist", "evaluator", 40))
    indicators = [(1, "IIT"), (2, "IIT"), (3, "EIT"), (4, "OIT")]
    types = ["องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "กรมหรือเทียบเท่า", "จังหวัด"]
    missing = dict.fromkeys(["part", "item", "sub_indicator", "indicator"], "leave_out")
    files = {
        "edition": {
            "framework": "test",
            "year_be": year,
            "name": text("test"),
            "starts": "2056-10-01",
            "ends": "2057-09-30",
            "rounding": {"decimals": 2, "method": "half_up", "decide_on": "rounded"},
            "missing": {**missing, "instrument": "no_score"},
            "levels": [{"code": "all", "name": text("all"), "total_min": 0}],
            "measure_levels": [{"code": "urgent", "name": text("u"), "min": 0, "text": text("u")}],
            "target": {"score": 85},
            "statistics": {"confidence_percent": 95, "smallest_group": 5},
            "agency_types": [
                {"code": f"t{n}", "name": {"th": th, "en": th}} for n, th in enumerate(types)
            ],
        },
        "indicators": {
            "instruments": [
                {"code": c, "name": text(c), "kind": k, "answered_by": a, "weight": w}
                for c, k, a, w in instruments
            ],
            "indicators": [
                {"no": n, "instrument": c, "name": text(str(n)), "mean_of": "items"}
                for n, c in indicators
            ],
        },
        "iit": {"instrument": "IIT", "scales": SCALES, "items": staff or staff_items()},
        "eit": {
            "instrument": "EIT",
            "scales": SCALES,
            "items": [item(f"E{n}", 3, "four") for n in range(1, 7)],
        },
        "oit": {
            "instrument": "OIT",
            "scales": VERDICTS,
            "items": [item(f"O{n}", 4, "verdict") for n in range(1, 21)],
        },
    }
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(
            yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
        )
    return load_edition(folder)
