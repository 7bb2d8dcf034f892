"""Writes goldens/k-distance.json: small inputs and scikit-learn's distances to the k-th neighbour. Not run by the tests.

    python3 test/cluster/make-k-distance-goldens.py        (any Python 3 with numpy and scikit-learn)
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import NearestNeighbors


def inputs():
    rng = np.random.default_rng(21)
    yield "uniform-1d", rng.random((120, 1)), [1, 2, 7, 120]
    yield "uniform-3d", rng.random((150, 3)), [2, 4, 50]
    yield "uniform-12d", rng.random((60, 12)), [3, 30]
    yield "lattice-2d", rng.integers(0, 12, (150, 2)) / 4, [2, 5, 60]
    yield "heaps", np.repeat(rng.random((9, 4)), 15, 0)[rng.permutation(135)], [2, 15, 16, 60, 135]
    yield "all-the-same", np.full((40, 3), 0.1), [1, 17, 40]
    blobs = np.concatenate([rng.normal(c, 0.05, (45, 4)) for c in (0.2, 0.5, 0.8)] + [rng.random((20, 4))])
    yield "blobs-4d", blobs[rng.permutation(len(blobs))], [2, 4, 46]
    counts = 1 + rng.geometric(0.7, (160, 8)) * (rng.random((160, 1)) < 0.4)
    yield "sessions-8d", (counts - counts.min(0)) / np.maximum(1, np.ptp(counts, 0)), [2, 4, 10, 100]
    yield "huge", rng.normal(0, 1e150, (50, 2)), [2, 6]
    yield "small", rng.normal(0, 2.0**-400, (50, 2)), [2, 6]


goldens = []
for name, points, ks in inputs():
    runs = []
    for k in ks:
        distances, _ = NearestNeighbors(n_neighbors=k, algorithm="kd_tree").fit(points).kneighbors(points)
        runs.append({"k": k, "distances": distances[:, k - 1].tolist()})
    goldens.append({"name": name, "dims": points.shape[1], "points": points.ravel().tolist(), "runs": runs})

out = pathlib.Path(__file__).parent / "goldens" / "k-distance.json"
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in goldens)
out.write_text(f'{{"scikitLearn": "{sklearn.__version__}", "goldens": [\n{lines}\n]}}\n')
print(f"{sum(len(g['runs']) for g in goldens)} runs, {out.stat().st_size} bytes")
