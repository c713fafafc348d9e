#!/usr/bin/env python3
"""Learning curves of an experiment as Markdown: python3 src/docs/curves.py http://localhost:8080 <slug>

Train loss: mean over the twentieths of an epoch that end in each quarter of the run. Top-1: on the test split, after each epoch.
"""
import json
import sys
import urllib.request


def get(path):
    request = urllib.request.Request(base + path, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def quarters(points, epochs):
    means = []
    for quarter in range(4):
        low, high = epochs * quarter / 4, epochs * (quarter + 1) / 4
        values = [p["value"] for p in points if low < p["epoch"] <= high + 1e-9]
        means.append(f"{sum(values) / len(values):.3f}" if values else "")
    return means


base, experiment = sys.argv[1].rstrip("/"), sys.argv[2]
print("| method | bits | seed | train loss by quarter of the run | test top-1 by epoch |")
print("| --- | ---: | ---: | --- | --- |")
for run in get(f"/experiments/{experiment}/runs")["items"]:
    series = {s["name"]: s["points"] for s in get(f"/runs/{run['id']}/metrics?name=train/loss&name=test/top1")["items"]}
    loss = quarters(series.get("train/loss", []), run["progress"]["epochs"])
    top1 = [f"{100 * p['value']:.2f} %" for p in series.get("test/top1", [])]
    print(f"| {run['method']} | {run['setting']} | {run['seed']} | {', '.join(loss)} | {', '.join(top1)} |")
