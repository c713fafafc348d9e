#!/usr/bin/env python3
"""How far QIL's intervals moved: python3 src/docs/moved.py http://localhost:8080 <slug> qil

For every run of the method: prune and clip point after each epoch against where calibration put them, as shares of the first clip point; the mean of the
magnitudes over the layers, of weights and of activations.
"""
import json
import sys
import urllib.request


def get(path):
    request = urllib.request.Request(base + path, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def moved(series, what, activations):
    layers = [s["points"] for s in series if s["name"].endswith("/" + what) and s["name"].split("/")[1].endswith("-quantize") == activations]
    return ", ".join(f"{100 * sum(abs(p['value']) for p in epoch) / len(epoch):.1f} %" for epoch in zip(*layers))


base, experiment, method = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
print("| bits | seed | weights: prune point | clip point | activations: prune point | clip point | top-1 |")
print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
for run in get(f"/experiments/{experiment}/runs?limit=500")["items"]:
    if run["method"] == method and run["state"] == "COMPLETED":
        series = get(f"/runs/{run['id']}/metrics")["items"]
        cells = [moved(series, what, activations) for activations in (False, True) for what in ("pruneMoved", "clipMoved")]
        print(f"| {run['setting']} | {run['seed']} | {' | '.join(cells)} | {100 * run['metrics']['last']:.2f} % |")
