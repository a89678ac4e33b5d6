"""The peer: the same scores from the same files with pandas, written the usual way.

python with_pandas.py FOLDER OUT.csv [long]    (FOLDER as `prongsai simulate` writes it)
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

FRAMEWORKS = Path(__file__).resolve().parents[1] / "frameworks"


def load(folder):
    """Read the round's edition: leaves with their points, and what each is part of."""
    edition = FRAMEWORKS / yaml.safe_load((folder / "round.yaml").read_text())["edition"]
    rules = yaml.safe_load((edition / "edition.yaml").read_text())
    structure = yaml.safe_load((edition / "indicators.yaml").read_text())
    leaves = []
    for instrument in structure["instruments"]:
        content = yaml.safe_load((edition / f"{instrument['code'].lower()}.yaml").read_text())
        for item in content["items"]:
            for part in item.get("parts") or [item]:
                scale = content["scales"][part.get("scale") or item["scale"]]
                points = [option["points"] for option in scale["options"]]
                polarity = part.get("polarity") or item.get("polarity")
                leaves.append(
                    {
                        "leaf": part["code"],
                        "item": item["code"],
                        "sub": item.get("sub_indicator") or item["code"],
                        "indicator": item["indicator"],
                        "instrument": instrument["code"],
                        "points": points[::-1] if polarity == "negative" else points,
                    }
                )
    return rules, structure, pd.DataFrame(leaves).set_index("leaf")


def wide_means(file, leaves):
    frame = pd.read_parquet(file)
    points = {}
    for column in frame.columns.intersection(leaves.index):
        table = np.array(
            [np.nan, *[np.nan if p is None else p for p in leaves.at[column, "points"]]]
        )
        points[column] = table[frame[column].to_numpy()]
    return pd.DataFrame(points).groupby(frame["agency"]).mean()


def long_means(file, leaves):
    frame = pd.read_parquet(file)
    exploded = leaves["points"].explode()
    option = exploded.groupby(level=0).cumcount() + 1
    table = pd.DataFrame(
        {
            "part": exploded.index,
            "option": option.to_numpy(),
            "points": exploded.astype(float).to_numpy(),
        }
    )
    joined = frame.merge(table, on=["part", "option"])
    return joined.groupby(["agency", "part"])["points"].mean().unstack()


def half_up(values):
    return np.floor(values * 100 + 0.5 + 1e-9) / 100


def up(frame, mapping):
    """Average columns into their parents."""
    return frame.T.groupby(frame.columns.map(mapping)).mean().T


def score(means, leaves):
    items = up(means, leaves["item"].to_dict())
    by_item = leaves.drop_duplicates("item").set_index("item")
    subs = up(items, by_item["sub"].to_dict())
    by_sub = leaves.drop_duplicates("sub").set_index("sub")
    return items, up(subs, by_sub["indicator"].to_dict())


def total_of(indicators, structure):
    instrument = {i["no"]: i["instrument"] for i in structure["indicators"]}
    instruments = indicators.T.groupby(indicators.columns.map(instrument)).mean().T
    weights = {i["code"]: i["weight"] / 100 for i in structure["instruments"]}
    return instruments, sum(instruments[code] * weight for code, weight in weights.items())


def level_of(rules, total, instruments):
    level = pd.Series(index=total.index, dtype=object)
    for rule in rules["levels"]:
        holds = level.isna() & (total >= rule["total_min"])
        for code, least in (rule.get("instruments_min") or {}).items():
            holds &= half_up(instruments[code]) >= least
        level[holds] = rule["code"]
    return level


def main(folder, out, form):
    rules, structure, leaves = load(folder)
    agencies = pd.read_csv(folder / "agencies.csv").set_index("agency")
    survey = long_means if form == "long" else wide_means
    means = [survey(folder / f"{name}.parquet", leaves) for name in ("iit", "eit")]
    checklist = wide_means(folder / "oit.parquet", leaves)
    items, indicators = score(pd.concat([*means, checklist], axis=1), leaves)
    instruments, total = total_of(indicators, structure)
    result = agencies.join(half_up(instruments)).join(half_up(indicators))
    result["total"] = half_up(total)
    result["level"] = level_of(rules, result["total"], instruments)
    past = pd.read_parquet(folder / "previous.parquet")
    last = past[past["year_be"] == past["year_be"].max()].set_index("agency")
    last = last.filter(like="indicator").astype(float)
    last.columns = [int(name.removeprefix("indicator")) for name in last.columns]
    _, before = total_of(last, structure)
    result["delta"] = (result["total"] - half_up(before)).round(2)
    result["rank_country"] = result["total"].rank(method="dense", ascending=False)
    for name in ("group", "ministry", "province"):
        result[f"rank_{name}"] = result.groupby(name)["total"].rank(method="dense", ascending=False)
    kind = leaves.drop_duplicates("item").set_index("item")["instrument"]
    for code in kind.unique():
        bound = 100 if code == "OIT" else rules["target"]["score"]
        result[f"weak_{code}"] = (half_up(items[kind[kind == code].index]) < bound).sum(axis=1)
    result.to_csv(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), (sys.argv[3:] or ["wide"])[0])
