"""Writes goldens/pca.json: small inputs and what scikit-learn's PCA makes of them. Not run by the tests.

    python3 test/cluster/make-pca-goldens.py        (any Python 3 with numpy and scikit-learn 1.5 or later)
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.decomposition import PCA


def inputs():
    """Name, points, components. Eigenvalues lie apart, or the components would be a matter of rounding."""
    rng = np.random.default_rng(5)

    def mixed(rows, dims):
        spread = rng.normal(size=(rows, dims)) * 0.8 ** np.arange(dims)
        return np.round(spread @ np.linalg.qr(rng.normal(size=(dims, dims)))[0], 4)

    yield "two", mixed(30, 2), 2
    yield "four", mixed(50, 4), 4
    yield "four-two-wanted", mixed(25, 4), 2
    yield "one-feature", np.round(rng.normal(3, 2, (12, 1)), 3), 1
    yield "one-feature-falling", -np.arange(6.0).reshape(-1, 1), 1
    yield "fewer-rows", mixed(5, 8), 4
    yield "two-rows", mixed(2, 3), 1
    counts = 1 + rng.geometric(0.7, (60, 8)) * (rng.random((60, 1)) < 0.4)
    yield "sessions", np.round((counts - counts.min(0)) / np.maximum(1, np.ptp(counts, 0)), 3), 8
    constant = mixed(20, 4)
    constant[:, [1, 3]] = [0.1, -7e5]
    yield "constant-features", constant, 2
    yield "far-from-zero", mixed(40, 3) + [1e6, -1e6, 3e5], 3
    yield "unlike-scales", mixed(40, 3) * [1e4, 1, 1e-3], 3
    yield "negative-zero", np.where(mixed(20, 2) > 0, mixed(20, 2), -0.0), 2
    yield "huge", mixed(20, 3) * 2.0**480, 3
    yield "tiny", mixed(20, 3) * 2.0**-480, 3
    yield "sixty-four", np.round(mixed(70, 64), 3), 4


goldens = []
for name, points, components in inputs():
    fit = PCA(n_components=components, svd_solver="full").fit(points)
    goldens.append(
        {
            "name": name,
            "dims": points.shape[1],
            "components": components,
            "points": points.ravel().tolist(),
            "mean": fit.mean_.tolist(),
            "vectors": fit.components_.ravel().tolist(),
            "variance": fit.explained_variance_.tolist(),
            "varianceShare": fit.explained_variance_ratio_.tolist(),
            "scores": fit.transform(points).ravel().tolist(),
        }
    )

out = pathlib.Path(__file__).parent / "goldens" / "pca.json"
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in goldens)
out.write_text(f'{{"scikitLearn": "{sklearn.__version__}", "goldens": [\n{lines}\n]}}\n')
print(f"{len(goldens)} inputs, {out.stat().st_size} bytes")
