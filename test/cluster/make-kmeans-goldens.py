"""Writes goldens/kmeans.json: small inputs and what scikit-learn's KMeans makes of them from given starts. Not run by the tests.

    python3 test/cluster/make-kmeans-goldens.py        (any Python 3 with numpy and scikit-learn)
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans

warnings.simplefilter("ignore")


def blobs(rng, rows, dims, centers, spread):
    return rng.random((centers, dims))[rng.integers(0, centers, rows)] + rng.normal(0, spread, (rows, dims))


def first(points, *counts):
    return [points[:k] for k in counts]


def inputs():
    """Name, points, starts of several runs. No exact ties: scikit-learn breaks them by rounding."""
    rng = np.random.default_rng(30)
    for dims in (1, 2, 3, 5, 8, 13):
        points = blobs(rng, 60, dims, 4, 0.1).round(6)
        yield f"blobs-{dims}d", points, first(points, 2, 3, 5)
    points = rng.random((80, 4)).round(6)
    yield "uniform-4d", points, first(points, 1, 2, 7, 20, 80)
    points = (1 + rng.geometric(0.6, (120, 6)) * rng.random((120, 1)).round(2)).round(4)
    yield "sessions-6d", points, [np.unique(points, axis=0)[::9][:k].copy() for k in (3, 5)]
    points = np.repeat(rng.normal(0, 1, (12, 3)).round(5), 5, 0)[rng.permutation(60)]
    yield "duplicates", points, [np.unique(points, axis=0)[:k] for k in (3, 8, 12)]
    points = blobs(rng, 50, 3, 3, 0.05).round(6) + 1e6
    yield "far-from-zero", points, first(points, 3, 4)
    points = blobs(rng, 50, 2, 3, 0.1).round(6)
    yield "huge", points * 2.0**500, [s * 2.0**500 for s in first(points, 3)]
    yield "small", points * 2.0**-450, [s * 2.0**-450 for s in first(points, 3)]
    # One start that no row is nearest to: its center goes to the farthest row.
    points = blobs(rng, 60, 3, 4, 0.1).round(6)
    yield "empty-cluster", points, [np.vstack([points[:3], [[9, 9, 9]]]), np.vstack([[[-7, 3, 1]], points[:2]])]
    yield "one-row", np.array([[1.5, -2.0]]), [np.array([[0.0, 0.0]])]
    yield "all-the-same", np.full((20, 2), 0.1), [np.array([[0.3, 0.4]])]


goldens = []
for name, points, starts in inputs():
    runs = []
    for start in starts:
        for max_iter, tol in ((300, 1e-4), (300, 0), (1, 0), (3, 0.05)):
            if name in ("huge", "small"):  # Their squares leave the range of f64 there: by exact powers of two, brought back.
                unit = 2.0**500 if name == "huge" else 2.0**-450
                fit = KMeans(len(start), init=start / unit, n_init=1, max_iter=max_iter, tol=tol, algorithm="lloyd").fit(points / unit)
                inertia = fit.inertia_ * unit * unit
            else:
                fit = KMeans(len(start), init=start, n_init=1, max_iter=max_iter, tol=tol, algorithm="lloyd").fit(points)
                inertia = fit.inertia_
            runs.append({
                "starts": np.asarray(start).ravel().tolist(), "k": len(start), "maxIter": max_iter, "tol": tol,
                "clusters": "".join(chr(48 + c) for c in fit.labels_), "inertia": float(inertia), "iterations": fit.n_iter_,
            })
    goldens.append({"name": name, "dims": points.shape[1], "points": points.ravel().tolist(), "runs": runs})

out = pathlib.Path(__file__).parent / "goldens" / "kmeans.json"
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in goldens)
out.write_text(f'{{"scikitLearn": "{sklearn.__version__}", "goldens": [\n{lines}\n]}}\n')
print(f"{sum(len(g['runs']) for g in goldens)} runs, {out.stat().st_size} bytes")
