"""One benchmark case in scikit-learn: reads the case and the file of points, prints seconds of CPU and megabytes as JSON.

    python3 scikit.py '{"method": "dbscan", "dims": 8, "params": {"eps": 0.4, "minPts": 2}, "points": "FILE", ...}'
"""
import json
import resource
import sys
import time

import numpy as np
import sklearn

job = json.loads(sys.argv[1])
points = np.fromfile(job["points"], dtype="<f8").reshape(-1, job["dims"])
params = job["params"]


def dbscan():
    from sklearn.cluster import DBSCAN

    fit = DBSCAN(eps=params["eps"], min_samples=int(params["minPts"]), algorithm=job.get("algorithm", "kd_tree")).fit(points)
    return {"clusters": int(fit.labels_.max() + 1), "noise": int((fit.labels_ == -1).sum())}


def kmeans():
    from sklearn.cluster import KMeans

    k = int(params["k"])
    fit = KMeans(k, init=points[:k].copy(), n_init=1, max_iter=int(params["maxIter"]), tol=0, algorithm="lloyd").fit(points)
    return {"inertia": float(fit.inertia_), "iterations": int(fit.n_iter_)}


def k_distance():
    from sklearn.neighbors import NearestNeighbors

    distances = NearestNeighbors(n_neighbors=int(params["k"]), algorithm="kd_tree").fit(points).kneighbors(points)[0]
    return {"sum": float(distances[:, -1].sum())}


def hdbscan():
    from sklearn.cluster import HDBSCAN

    fit = HDBSCAN(min_cluster_size=int(params["minClusterSize"]), copy=True).fit(points)
    return {"clusters": int(fit.labels_.max() + 1), "noise": int((fit.labels_ == -1).sum())}


work = {"dbscan": dbscan, "kmeans": kmeans, "kDistance": k_distance, "hdbscan": hdbscan}[job["method"]]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seconds, facts = [], {}
while len(seconds) < job["runs"] and sum(seconds) < job["budget"]:
    start = time.process_time()
    facts = work()
    seconds.append(time.process_time() - start)
peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
seconds.sort()
print(json.dumps({"version": sklearn.__version__, "seconds": seconds[len(seconds) // 2], "runs": len(seconds), "peakMB": peak, "facts": facts}))
