#!/usr/bin/env python3
"""Makes golden/email-bots-methods.json: what scikit-learn's KMeans and HDBSCAN find in the matrix of email-bots.

  make-method-goldens.py SCALED.csv GOLDEN.json

SCALED.csv is `scaled_ipua.csv` of `npm run -s spoor -- run email-bots` over the log of seed 1.
"""
import itertools, json, sys
import numpy as np
from sklearn.cluster import HDBSCAN, KMeans

scaled, golden = sys.argv[1:]
points = np.loadtxt(scaled, delimiter=",", skiprows=1)[:, 1:]

kmeans = KMeans(5, n_init=100, random_state=1).fit(points)
hdbscan = HDBSCAN(min_cluster_size=200, min_samples=100, algorithm="kd_tree", copy=True).fit(points)
labels = hdbscan.labels_
out = {
    "rows": len(points),
    "kmeans": {"k": 5, "inertia": kmeans.inertia_, "sizes": sorted(np.bincount(kmeans.labels_).tolist())},
    "hdbscan": {
        "clusters": int(labels.max()) + 1,
        "noise": int((labels < 0).sum()),
        "sizes": np.bincount(labels[labels >= 0]).tolist(),
        "probability": float(hdbscan.probabilities_.sum()),
        # Runs of equal labels: [label, length, label, length, …].
        "runs": [n for label, run in itertools.groupby(labels.tolist()) for n in (label, len(list(run)))],
    },
}
with open(golden, "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in out.items()) + "\n}\n")
