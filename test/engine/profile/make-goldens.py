#!/usr/bin/python3
"""What pandas says of a seeded table: values and describe(include='all'). Prints goldens.json."""
import json
import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
n = 211
number = rng.normal(3, 40, n)
number[rng.choice(n, 20, replace=False)] = np.nan
whole = pd.array(rng.integers(-(10**6), 10**6, n), dtype="Int64")
whole[rng.choice(n, 9, replace=False)] = pd.NA
small = rng.exponential(1e-3, n)
text = pd.array(rng.choice(["a", "b", "", "c d", "é"], n, p=[0.3, 0.3, 0.1, 0.2, 0.1]), dtype="string")
text[rng.choice(n, 30, replace=False)] = pd.NA
time = pd.Series(pd.to_datetime("2018-03-01") + pd.to_timedelta(rng.integers(0, 10**13, n), unit="us"))
time[rng.choice(n, 12, replace=False)] = pd.NaT
frame = pd.DataFrame(dict(number=number, whole=whole, small=small, text=text, time=time))


def bare(value):
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.value // 1000
    return value.item() if hasattr(value, "item") else value


described = frame.describe(include="all")
out = {
    "types": dict(number="number", whole="integer", small="number", text="text", time="timestamp"),
    "values": {c: [bare(v) for v in frame[c]] for c in frame},
    "nulls": {c: int(frame[c].isna().sum()) for c in frame},
    "distinct": {c: int(frame[c].nunique()) for c in frame},
    "describe": {c: {k: bare(described[c][k]) for k in described.index} for c in frame},
}
# pandas takes any of several most frequent values; here it is the smallest.
counts = frame.text.value_counts()
out["describe"]["text"]["top"] = sorted(counts[counts == counts.max()].index)[0]
print(json.dumps(out))
