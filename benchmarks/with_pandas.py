"""The peer: the same scores from the same files with pandas, written the usual way.

python with_pandas.py FOLDER OUT [long]    (FOLDER as `prongsai simulate` writes it)
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

STATISTICS = ["count", "mean", "var"]
SMALLEST = 5
#: Of the normal curve, both sides together 95 per cent.
Z = 1.959964
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


def wide_parts(file, leaves):
    """Return count, mean and variance of every leaf, per agency: (agency, leaf) rows."""
    frame = pd.read_parquet(file)
    points = {}
    for column in frame.columns.intersection(leaves.index):
        known = [np.nan if value is None else value for value in leaves.at[column, "points"]]
        points[column] = np.array([np.nan, *known])[frame[column].to_numpy()]
    grouped = pd.DataFrame(points).groupby(frame["agency"])
    return grouped.agg(STATISTICS).stack(level=0, future_stack=True)


def long_parts(file, leaves):
    """As `wide_parts`, from one row an answer."""
    frame = pd.read_parquet(file)
    exploded = leaves["points"].explode()
    table = pd.DataFrame(
        {
            "part": exploded.index,
            "option": exploded.groupby(level=0).cumcount().to_numpy() + 1,
            "points": exploded.astype(float).to_numpy(),
        }
    )
    joined = frame.merge(table, on=["part", "option"])
    return joined.groupby(["agency", "part"])["points"].agg(STATISTICS)


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


def margins(parts, agencies, leaves):
    """Add the margin of error with finite-population correction."""
    agency, leaf = parts.index.get_level_values(0), parts.index.get_level_values(1)
    staff = leaves["instrument"].reindex(leaf).to_numpy() == "IIT"
    people = agencies.reindex(agency)
    population = np.where(staff, people["staff"], people["public"])
    share = (1 - parts["count"] / population).clip(lower=0)
    parts["margin"] = (Z * np.sqrt(parts["var"] / parts["count"] * share)).round(2)
    return parts[parts["count"] >= SMALLEST]


def weak_points(items, means, leaves, rules):
    """List the items and parts below their goal, and what their repair brings to the total."""
    values = pd.concat([items, means[means.columns.difference(items.columns)]], axis=1)
    kind = leaves.reset_index().melt(["instrument"], ["item", "leaf"], value_name="code")
    kind = kind.drop_duplicates("code").set_index("code")["instrument"]
    goals = kind.map(lambda code: 100 if code == "OIT" else rules["target"]["score"])
    long = half_up(values).stack().rename("score").reset_index()
    long.columns = ["agency", "code", "score"]
    long["goal"] = long["code"].map(goals)
    long = long[long["score"] < long["goal"]]
    return long.assign(gain=((long["goal"] - long["score"]) * 0.01).round(4))


def earlier_years(folder, agencies, structure):
    """Return the tables of the years before, and the totals of the last of them."""
    years, before = [], pd.Series(dtype=float)
    past = pd.read_parquet(folder / "previous.parquet")
    for year, group in past.groupby("year_be"):
        rows = group.set_index("agency").filter(like="indicator").astype(float)
        rows.columns = [int(name.removeprefix("indicator")) for name in rows.columns]
        instruments, total = total_of(rows, structure)
        result = agencies.assign(year_be=year).join(half_up(instruments)).join(half_up(rows))
        old = read(FRAMEWORKS / "th-ita" / str(year) / "edition.yaml")
        years.append(ranked(result, old, instruments, total, before))
        before = half_up(total)
    return years, before


def main(folder, out, form):
    rules, structure, leaves = load(folder / "round.yaml")
    agencies = pd.read_csv(folder / "agencies.csv").set_index("agency")
    survey = long_parts if form == "long" else wide_parts
    parts = pd.concat([survey(folder / f"{name}.parquet", leaves) for name in ("iit", "eit")])
    checklist = wide_parts(folder / "oit.parquet", leaves)
    means = pd.concat([parts["mean"].unstack(), checklist["mean"].unstack()], axis=1)
    items, indicators = score(means, leaves)
    years, before = earlier_years(folder, agencies, structure)
    instruments, total = total_of(indicators, structure)
    result = agencies.assign(year_be=years[-1]["year_be"].iloc[0] + 1)
    result = result.join(half_up(instruments)).join(half_up(indicators))
    result = ranked(result, rules, instruments, total, before)
    kind = leaves.drop_duplicates("item").set_index("item")["instrument"]
    for code in kind.unique():
        bound = 100 if code == "OIT" else rules["target"]["score"]
        result[f"weak_{code}"] = (half_up(items[kind[kind == code].index]) < bound).sum(axis=1)
    out.mkdir(parents=True, exist_ok=True)
    scores = pd.concat([*years, result])
    scores.columns = scores.columns.map(str)
    scores.to_parquet(out / "scores.parquet")
    margins(parts, agencies, leaves).to_parquet(out / "parts.parquet")
    weak_points(items, means, leaves, rules).to_parquet(out / "weak.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), (sys.argv[3:] or ["wide"])[0])
