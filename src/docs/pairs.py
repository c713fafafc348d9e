#!/usr/bin/env python3
"""Two methods of experiments against each other, seed by seed: python3 src/docs/pairs.py http://localhost:8080 <slug>[,<slug>] qil "qil, frozen"

For every setting that both have: the mean of first minus second of top-1 after the last epoch in percentage points, its sample standard deviation and
the 95 % interval of a paired t test. Of runs with the same method, setting and seed the newest that has completed counts.
"""
import json
import math
import sys
import urllib.request

# quantiles 0.975 of Student's t with 1 to 9 degrees of freedom
T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262]


def runs(experiment):
    request = urllib.request.Request(f"{base}/experiments/{experiment}/runs?limit=500", headers={"Accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["items"]


base, experiments, first, second = sys.argv[1].rstrip("/"), *sys.argv[2:5]
top1 = {}
for experiment in experiments.split(","):
    for run in runs(experiment):
        if run["state"] == "COMPLETED":
            top1[run["method"], run["setting"], run["seed"]] = run["metrics"]["last"]
print("| bits | seeds | mean difference | ± | 95 % interval |")
print("| ---: | ---: | ---: | ---: | --- |")
for setting in sorted({setting for method, setting, seed in top1 if method == first}, reverse=True):
    seeds = sorted({seed for _, _, seed in top1 if (first, setting, seed) in top1 and (second, setting, seed) in top1})
    gaps = [100 * (top1[first, setting, seed] - top1[second, setting, seed]) for seed in seeds]
    if len(gaps) < 2:
        continue
    mean = sum(gaps) / len(gaps)
    deviation = math.sqrt(sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1))
    half = T[len(gaps) - 2] * deviation / math.sqrt(len(gaps))
    print(f"| {setting} | {len(gaps)} | {mean:.2f} pp | {deviation:.2f} | [{mean - half:.2f}, {mean + half:.2f}] |")
