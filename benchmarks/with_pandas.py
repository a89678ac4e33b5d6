"""The peer: the same scores from the same files with pandas, written the usual way.

python with_pandas.py FOLDER OUT.csv [long]    (FOLDER as `prongsai simulate` writes it)
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

FRAMEWORKS = Path(__file__).resolve().parents[1] / "frameworks"


def read(file):
    return yaml.load(file.read_text(), yaml.CSafeLoader)


def load(described):
    """Read the round's edition: leaves with their points, and what each is part of."""
    edition = FRAMEWORKS / read(described)["edition"]
    rules, structure = read(edition / "edition.yaml"), read(edition / "indicators.yaml")
    leaves = []
    for instrument in structure["instruments"]:
        content = read(edition / f"{instrument['code'].lower()}.yaml")
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


def ranked(result, rules, instruments, total, before):
    """Put levels, the change since last year and four dense ranks beside the scores of a year."""
    result["total"] = half_up(total)
    result["level"] = level_of(rules, result["total"], instruments)
    result["delta"] = (result["total"] - before).round(2)
    result["rank_country"] = result["total"].rank(method="dense", ascending=False)
    for name in ("group", "ministry", "province"):
        result[f"rank_{name}"] = result.groupby(name)["total"].rank(method="dense", ascending=False)
    return result


def main(folder, out, form):
    rules, structure, leaves = load(folder / "round.yaml")
    agencies = pd.read_csv(folder / "agencies.csv").set_index("agency")
    survey = long_means if form == "long" else wide_means
    means = [survey(folder / f"{name}.parquet", leaves) for name in ("iit", "eit")]
    checklist = wide_means(folder / "oit.parquet", leaves)
    items, indicators = score(pd.concat([*means, checklist], axis=1), leaves)
    years = []
    before = pd.Series(dtype=float)
    past = pd.read_parquet(folder / "previous.parquet")
    for year, group in past.groupby("year_be"):
        rows = group.set_index("agency").filter(like="indicator").astype(float)
        rows.columns = [int(name.removeprefix("indicator")) for name in rows.columns]
        instruments, total = total_of(rows, structure)
        result = agencies.assign(year_be=year).join(half_up(instruments)).join(half_up(rows))
        old = read(FRAMEWORKS / "th-ita" / str(year) / "edition.yaml")
        years.append(ranked(result, old, instruments, total, before))
        before = half_up(total)
    instruments, total = total_of(indicators, structure)
    result = agencies.assign(year_be=years[-1]["year_be"].iloc[0] + 1)
    result = result.join(half_up(instruments)).join(half_up(indicators))
    result = ranked(result, rules, instruments, total, before)
    kind = leaves.drop_duplicates("item").set_index("item")["instrument"]
    for code in kind.unique():
        bound = 100 if code == "OIT" else rules["target"]["score"]
        result[f"weak_{code}"] = (half_up(items[kind[kind == code].index]) < bound).sum(axis=1)
    pd.concat([*years, result]).to_csv(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), (sys.argv[3:] or ["wide"])[0])
