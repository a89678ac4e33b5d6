"""The peer: the same tables from the same files with pandas and SciPy, written the usual way.

python with_pandas.py FOLDER OUT [long]    (FOLDER as `prongsai simulate` writes it)
"""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from scipy.special import stdtrit

STATISTICS = ["count", "mean", "var"]
BEST = 100
FRAMEWORKS = Path(__file__).resolve().parents[1] / "frameworks"


def read(file):
    return yaml.load(file.read_text(), yaml.CSafeLoader)


def load(edition):
    """Read an edition: its rules, its structure, and leaves with what each of them is part of."""
    rules, structure = read(edition / "edition.yaml"), read(edition / "indicators.yaml")
    leaves = []
    for instrument in structure["instruments"]:
        content = read(edition / f"{instrument['code'].lower()}.yaml")
        for item in content["items"]:
            for part in item.get("parts") or [item]:
                scale = content["scales"][part.get("scale") or item["scale"]]["options"]
                points = [option["points"] for option in scale]
                polarity = part.get("polarity") or item.get("polarity")
                leaves.append(
                    {
                        "leaf": part["code"],
                        "item": item["code"],
                        "sub": item.get("sub_indicator") or item["code"],
                        "indicator": item["indicator"],
                        "instrument": instrument["code"],
                        "points": points[::-1] if polarity == "negative" else points,
                        "advised": [n for n, o in enumerate(scale, 1) if o.get("weak")],
                        "text": part["text"]["th"],
                        "item_text": item["text"]["th"],
                    }
                )
    leaves = pd.DataFrame(leaves).set_index("leaf")
    levels = ["instrument", "indicator", "sub", "item"]
    share = leaves["instrument"].map(
        {i["code"]: i["weight"] / 100 for i in structure["instruments"]}
    )
    for above, below in pairwise(levels):
        share = share / leaves.groupby(above)[below].transform("nunique")
    leaves["item_share"] = share
    leaves["share"] = share / leaves.groupby("item")["text"].transform("size")
    return rules, structure, leaves


def told_apart(file, frame, codes, most):
    """Split the rows that can be counted from those that name nobody, or no such answer."""
    nameless = [name for name in frame["agency"].unique() if not name.strip()]
    bad = frame["agency"].isin(nameless) | (frame[codes] > most[codes]).any(axis=1)
    rejected = pd.DataFrame({"file": file.name, "row": np.flatnonzero(bad) + 2})
    return (frame[~bad] if bad.any() else frame), rejected


def wide_parts(file, leaves):
    """Return count, mean and variance of every leaf, per agency: (agency, leaf) rows."""
    frame = pd.read_parquet(file)
    codes = frame.columns.intersection(leaves.index)
    frame, rejected = told_apart(file, frame, codes, leaves["points"].str.len())
    points = {}
    for column in codes:
        known = [np.nan if value is None else value for value in leaves.at[column, "points"]]
        points[column] = np.array([np.nan, *known])[frame[column].to_numpy()]
    grouped = pd.DataFrame(points).groupby(frame["agency"])
    return grouped.agg(STATISTICS).stack(level=0, future_stack=True), rejected


def long_parts(file, leaves):
    """As `wide_parts`, from one row an answer."""
    frame = pd.read_parquet(file)
    exploded = leaves["points"].explode()
    table = pd.DataFrame(
        {
            "part": exploded.index,
            "option": exploded.groupby(level=0).cumcount().to_numpy() + 1,
            "points": exploded.astype(float).to_numpy(),
            "known": True,
        }
    )
    joined = frame.merge(table, on=["part", "option"], how="left")
    bad = joined["known"].isna()
    rejected = pd.DataFrame({"file": file.name, "row": np.flatnonzero(bad) + 2})
    joined = joined[~bad] if bad.any() else joined
    return joined.groupby(["agency", "part"])["points"].agg(STATISTICS), rejected


def advised(file, leaves):
    """Say which items of a checklist passed with advice: (agencies, items)."""
    frame = pd.read_parquet(file).set_index("agency")
    return pd.DataFrame({c: frame[c].isin(leaves.at[c, "advised"]) for c in frame})


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


def ranked(agencies, year, rules, instruments, indicators, total, before):
    """Put the scores of a year beside levels, the change since last year and four dense ranks."""
    result = agencies.loc[total.index].assign(year_be=year, edition=f"th-ita/{year}")
    result["total"] = half_up(total)
    result["level"] = level_of(rules, result["total"], instruments)
    result = result.join(half_up(instruments)).join(half_up(indicators).add_prefix("indicator"))
    result["delta"] = (result["total"] - before).round(2)
    result["rank_country"] = result["total"].rank(method="dense", ascending=False)
    for name in ("group", "ministry", "province"):
        sets = result[result[name].notna()].groupby(name)["total"]
        alone = sets.transform("size") == 1
        result[f"rank_{name}"] = sets.rank(method="dense", ascending=False).mask(alone)
    return result.drop(columns=agencies.columns.difference(["name_th"])).reset_index()


def parts_table(parts, agencies, leaves, rules, year):
    """Give the mean of each part of a survey and its margin, for samples from small populations."""
    confidence, least = (rules["statistics"][k] for k in ("confidence_percent", "smallest_group"))
    parts = parts[parts["count"] >= least]
    agency, leaf = parts.index.get_level_values(0), parts.index.get_level_values(1)
    staff = leaves["instrument"].reindex(leaf).to_numpy() == "IIT"
    people = agencies.reindex(agency)
    population = np.where(staff, people["staff"], people["public"])
    share = (1 - parts["count"] / population).clip(lower=0)
    error = np.sqrt(parts["var"] / parts["count"] * share)
    quantile = stdtrit(parts["count"] - 1, (1 + confidence / 100) / 2)
    return pd.DataFrame(
        {
            "agency": agency,
            "year_be": year,
            "part": leaf,
            "answered": parts["count"].to_numpy(),
            "mean": half_up(parts["mean"]).to_numpy(),
            "margin": (quantile * error).round(2).to_numpy(),
            "confidence_percent": float(confidence),
        }
    )


def goals_of(leaves, rules):
    return leaves["instrument"].map(
        lambda code: BEST if code == "OIT" else rules["target"]["score"]
    )


def weak_points(means, items, checklist, leaves, rules):
    """Find weak items and parts, and what their repair brings to the total; longest form."""
    by_item = leaves.drop_duplicates("item").set_index("item")
    several = leaves.index[leaves.index != leaves["item"]]
    facts = pd.concat(
        [
            by_item.assign(
                part="", item=by_item.index, text=by_item["item_text"], share=by_item["item_share"]
            ),
            leaves.loc[several].assign(part=several),
        ]
    )
    facts["goal"] = goals_of(facts, rules)
    values = pd.concat([items, means[several]], axis=1)
    weak = half_up(values) < facts["goal"].reindex(values.columns)
    weak[checklist.columns] |= checklist
    found = values.where(weak).stack().rename("value").reset_index()
    found.columns = ["agency", "code", "value"]
    return found.join(facts, on="code")


def weak_table(found, year):
    gain = ((found["goal"] - found["value"]).clip(lower=0) * found["share"]).round(4)
    found = found.assign(year_be=year, score=half_up(found["value"]), gain=gain)
    found["indicator"] = found["indicator"].astype(str)
    columns = ["agency", "year_be", "instrument", "indicator", "item", "part"]
    return found.rename(columns={"text": "text_th"})[[*columns, "text_th", "score", "gain"]]


def earlier_years(folder, agencies):
    """Return the tables of the years before, and the totals of the last of them."""
    years, before = [], pd.Series(dtype=float)
    past = pd.read_parquet(folder / "previous.parquet")
    for year, group in past.groupby("year_be"):
        rules, structure, _ = load(FRAMEWORKS / "th-ita" / str(year))
        rows = group.set_index("agency").filter(like="indicator").astype(float)
        rows = rows.where((rows >= 0) & (rows <= BEST)).dropna(axis=1, how="all")
        rows.columns = [int(name.removeprefix("indicator")) for name in rows.columns]
        instruments, total = total_of(rows, structure)
        years.append(ranked(agencies, year, rules, instruments, rows, total, before))
        before = half_up(total)
    return years, before


def main(folder, out, form):
    described = read(folder / "round.yaml")
    rules, structure, leaves = load(FRAMEWORKS / described["edition"])
    year = described["year_be"]
    agencies = pd.read_csv(folder / "agencies.csv").set_index("agency")
    survey = long_parts if form == "long" else wide_parts
    parts, rejected = zip(
        *(survey(folder / f"{n}.parquet", leaves) for n in ("iit", "eit")), strict=True
    )
    parts = pd.concat(parts)
    verdicts, more = wide_parts(folder / "oit.parquet", leaves)
    means = pd.concat([parts["mean"].unstack(), verdicts["mean"].unstack()], axis=1)
    items, indicators = score(means, leaves)
    years, before = earlier_years(folder, agencies)
    instruments, total = total_of(indicators, structure)
    result = ranked(agencies, year, rules, instruments, indicators, total, before)
    found = weak_points(means, items, advised(folder / "oit.parquet", leaves), leaves, rules)
    counts = found.drop_duplicates(["agency", "item"]).groupby(["agency", "instrument"]).size()
    counts = counts.unstack(fill_value=0).add_prefix("weak_")
    result = result.join(counts, on="agency").fillna(dict.fromkeys(counts, 0))
    out.mkdir(parents=True, exist_ok=True)
    pd.concat([*years, result]).to_parquet(out / "scores.parquet", index=False)
    table = parts_table(parts, agencies, leaves, rules, year)
    table.to_parquet(out / "parts.parquet", index=False)
    weak_table(found, year).to_parquet(out / "weak.parquet", index=False)
    pd.concat([*rejected, more]).to_parquet(out / "rejected.parquet", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), (sys.argv[3:] or ["wide"])[0])
