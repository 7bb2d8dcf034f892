"""Writes goldens/hdbscan.json: small inputs and what scikit-learn's HDBSCAN makes of them. Not run by the tests.

    python3 test/cluster/make-hdbscan-goldens.py        (any Python 3 with numpy and scikit-learn)

scikit-learn sorts the spanning tree's edges with numpy's default sort, which is not stable and depends on the processor. With
equal edges (the rule in HDBSCAN) it gives other numbers on another machine. `clusters` and `probabilities` are what it gives
with a stable sort; `unstable` says whether its own sort, here, gave other labels.
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
import sklearn.cluster._hdbscan.hdbscan as module
from sklearn.cluster import HDBSCAN

warnings.filterwarnings("ignore")


class StableNumpy:
    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def argsort(values):
        return np.argsort(values, kind="stable")


def fit(points, stable, **settings):
    module.np = StableNumpy() if stable else np
    return HDBSCAN(algorithm="kd_tree", copy=True, **settings).fit(points)


def moons(rng, rows):
    t = rng.random(rows) * np.pi
    upper = rng.random(rows) < 0.5
    x = np.where(upper, np.cos(t), 1 - np.cos(t))
    y = np.where(upper, np.sin(t), 0.5 - np.sin(t))
    return np.stack([x, y], 1) + rng.normal(0, 0.06, (rows, 2))


def run(size, samples=None, selection="eom", single=False, epsilon=0.0):
    return dict(min_cluster_size=size, min_samples=samples, cluster_selection_method=selection,
                allow_single_cluster=single, cluster_selection_epsilon=epsilon)


def inputs():
    rng = np.random.default_rng(13)
    usual = [run(5), run(5, 1), run(3, 5, "leaf"), run(10, 3)]
    blobs = np.concatenate([rng.normal(c, 0.05, (30, 3)) for c in (0.2, 0.5, 0.8)] + [rng.random((20, 3))])
    yield "blobs-3d", blobs[rng.permutation(len(blobs))], usual + [run(5, single=True), run(5, 2, epsilon=0.02)]
    yield "moons", moons(rng, 120), usual + [run(8, 4, "leaf")]
    varied = np.concatenate([rng.normal(c, s, (30, 2)) for c, s in ((0, 0.02), (1, 0.1), (4, 0.6))])
    yield "densities-2d", varied[rng.permutation(len(varied))], usual + [run(5, single=True)]
    yield "uniform-2d", rng.random((120, 2)), usual + [run(4, 2, "leaf"), run(5, single=True)]
    yield "uniform-1d", rng.random((90, 1)), usual
    yield "uniform-12d", rng.random((60, 12)), [run(5), run(3, 2, "leaf")]
    one = np.concatenate([rng.normal(0, 1, (80, 2)), rng.random((10, 2)) * 12 - 6])
    yield "one-blob", one, [run(10), run(10, single=True), run(10, 2, single=True, epsilon=0.5), run(10, selection="leaf")]
    lattice = np.stack(np.meshgrid(np.arange(7.0), np.arange(6.0), indexing="ij"), -1).reshape(-1, 2)
    yield "lattice-2d", lattice[rng.permutation(len(lattice))], [run(5), run(3, 2), run(4, 9, "leaf")]
    yield "quarter-lattice-2d", rng.integers(0, 14, (70, 2)) / 4, [run(5), run(3, 2, "leaf"), run(2, 1)]
    places = rng.integers(0, 4, (14, 3)).astype(float)
    yield "duplicates", places[rng.integers(0, 14, 90)], [run(5), run(8, 3), run(4, 12), run(5, 5, "leaf")]
    yield "all-the-same", np.full((12, 2), 0.1), [run(5), run(5, single=True)]
    counts = 1 + rng.geometric(0.7, (110, 4)) * (rng.random((110, 1)) < 0.5)
    yield "sessions-4d", (counts - counts.min(0)) / np.maximum(1, np.ptp(counts, 0)), usual
    yield "line", np.arange(40.0)[:, None] * 0.1, [run(5), run(3, 1)]
    yield "two-rows", np.array([[0.0, 1.0], [2.0, 3.0]]), [run(2), run(2, 1), run(2, single=True)]
    yield "fewer-than-a-cluster", rng.random((4, 2)), [run(5, 2)]
    yield "tiny", rng.random((40, 2)) * 1e-150, [run(5), run(3, 1, "leaf")]


goldens = []
unstable = 0
for name, points, settings in inputs():
    runs = []
    for kwargs in settings:
        stable = fit(points, True, **kwargs)
        own = fit(points, False, **kwargs)
        differs = own.labels_.tolist() != stable.labels_.tolist()
        unstable += differs
        runs.append({
            "params": {
                "minClusterSize": kwargs["min_cluster_size"],
                **({} if kwargs["min_samples"] is None else {"minSamples": kwargs["min_samples"]}),
                "selection": kwargs["cluster_selection_method"],
                "allowSingleCluster": kwargs["allow_single_cluster"],
                "clusterSelectionEpsilon": kwargs["cluster_selection_epsilon"],
            },
            "clusters": stable.labels_.tolist(),
            "probabilities": [float(f"{p:.15g}") for p in stable.probabilities_],
            "unstable": differs,
        })
    goldens.append({"name": name, "dims": points.shape[1], "points": points.ravel().tolist(), "runs": runs})

out = pathlib.Path(__file__).parent / "goldens" / "hdbscan.json"
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in goldens)
out.write_text(f'{{"scikitLearn": "{sklearn.__version__}", "goldens": [\n{lines}\n]}}\n')
print(f"{sum(len(g['runs']) for g in goldens)} runs ({unstable} unstable), {out.stat().st_size} bytes")
