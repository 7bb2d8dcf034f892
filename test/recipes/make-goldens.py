#!/usr/bin/env python3
"""Makes golden/*.json from logs by the independent oracle (pandas, scikit-learn), with the figures that the tests look at.

  make-goldens.py ORACLE.py LOG.csv GOLDEN.json [--key-figures]

The logs are those of `npm run -s spoor -- simulate email-clicks --seed S [--rows N] --out LOG.csv`.
--key-figures leaves out the long lists: pivots, correlations and the tops of the reputations beyond ten keys.
"""
import json, subprocess, sys

oracle, log, golden, *options = sys.argv[1:]
out = json.loads(subprocess.run([sys.executable, oracle, log], check=True, capture_output=True, text=True).stdout)
if "--key-figures" in options:
    for name in ("pivot_as_name", "pivot_as_number", "pivot_cidr", "correlation"):
        del out[name]
    for name in ("ipua", "ip", "cidr", "as"):
        del out["reputation_" + name]["top"][10:]
with open(golden, "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in out.items()) + "\n}\n")
