"""Writes goldens/dbscan.json: small inputs and what scikit-learn's DBSCAN makes of them. Not run by the tests.

    python3 test/cluster/make-goldens.py        (any Python 3 with numpy and scikit-learn)
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN


def lattice(*sides):
    return np.stack(np.meshgrid(*[np.arange(s, dtype=float) for s in sides], indexing="ij"), -1).reshape(-1, len(sides))


def inputs():
    rng = np.random.default_rng(20)
    yield "lattice-1d", lattice(9), [(1, 2), (1, 3), (0.5, 2), (2, 5)]
    yield "lattice-2d", lattice(6, 5), [(1, 5), (1, 4), (np.sqrt(2), 9), (0.99, 2)]
    yield "lattice-3d", lattice(4, 3, 4), [(1, 7), (1, 5), (2, 20)]
    yield "quarter-lattice-2d", rng.integers(0, 12, (60, 2)) / 4, [(0.25, 3), (0.5, 6), (0.25, 1)]
    # A border point at exactly eps from cores of two clusters, in both orders of the rows.
    tie = np.array([[0.0], [0.25], [0.5], [1.5], [2.5], [2.75], [3.0]])
    yield "border-tie", tie, [(1, 4), (1, 3)]
    yield "border-tie-reversed", tie[::-1], [(1, 4), (1, 3)]
    yield "duplicates", np.repeat(rng.integers(0, 3, (8, 3)).astype(float), 6, 0)[rng.permutation(48)], [(0.5, 6), (1, 13), (1, 49)]
    yield "all-the-same", np.full((30, 4), 0.1), [(0.4, 2), (0.4, 30), (0.4, 31), (1e-9, 1)]
    yield "one-row", np.array([[1.0, 2.0]]), [(0.4, 1), (0.4, 2)]
    yield "line-touching", np.array([[0.1 * i] for i in range(20)]), [(0.11, 2), (0.11, 3)]
    blobs = np.concatenate([rng.normal(c, 0.05, (40, 4)) for c in (0.2, 0.5, 0.8)] + [rng.random((20, 4))])
    yield "blobs-4d", blobs[rng.permutation(len(blobs))], [(0.1, 5), (0.15, 10), (0.4, 2)]
    counts = 1 + rng.geometric(0.7, (150, 8)) * (rng.random((150, 1)) < 0.4)
    yield "sessions-8d", (counts - counts.min(0)) / np.maximum(1, np.ptp(counts, 0)), [(0.4, 2), (0.2, 3), (0.05, 5)]
    yield "uniform-12d", rng.random((60, 12)), [(0.9, 3), (1.1, 8)]
    yield "huge", rng.integers(0, 6, (40, 2)) * 1e150, [(1e150, 3), (1.5e150, 5)]
    yield "small", rng.integers(0, 6, (40, 2)) * 2.0**-400, [(2.0**-400, 3), (2.0**-399, 6)]
    # Many dimensions, where brute force takes over from the tree. Sixteenths, so that sums are exact and ties are ties.
    yield "uniform-16d", rng.integers(0, 17, (120, 16)) / 16, [(1.0, 3), (1.125, 5), (1.25, 20)]
    clumps = rng.integers(0, 17, (12, 24))[rng.integers(0, 12, 130)] + rng.integers(-2, 3, (130, 24))
    yield "clumps-24d", clumps / 16, [(0.5, 3), (0.625, 8), (1.5, 4)]
    yield "lattice-12d", rng.integers(0, 2, (300, 12)).astype(float), [(1.0, 3), (1.0, 5), (np.sqrt(2), 12), (2.0, 90)]


goldens = []
for name, points, settings in inputs():
    runs = []
    for eps, min_pts in settings:
        fit = DBSCAN(eps=float(eps), min_samples=min_pts, algorithm="kd_tree").fit(points)
        runs.append({"eps": float(eps), "minPts": min_pts, "clusters": fit.labels_.tolist(), "cores": fit.core_sample_indices_.tolist()})
    goldens.append({"name": name, "dims": points.shape[1], "points": points.ravel().tolist(), "runs": runs})

out = pathlib.Path(__file__).parent / "goldens" / "dbscan.json"
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in goldens)
out.write_text(f'{{"scikitLearn": "{sklearn.__version__}", "goldens": [\n{lines}\n]}}\n')
print(f"{sum(len(g['runs']) for g in goldens)} runs, {out.stat().st_size} bytes")
