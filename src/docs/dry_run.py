#!/usr/bin/env python3
"""What a method would quantize in a network, as Markdown: python3 src/docs/dry_run.py http://localhost:8080 resnet18 pact 4"""
import json
import sys
import urllib.request

base, network, method, bits = sys.argv[1:5]
spec = {"name": "dry run", "network": network, "dataset": "shapes10", "methods": [method], "bits": [bits], "seeds": [1]}
request = urllib.request.Request(
    base.rstrip("/") + "/experiments/preview", json.dumps(spec).encode(), {"Content-Type": "application/json"}
)
with urllib.request.urlopen(request) as answer:
    layers = json.load(answer)["cells"][-1]["dryRun"]
print("| layer | weights | quantize nodes in front of it | why not |")
print("| --- | --- | --- | --- |")
for layer in layers:
    weights = f"{layer['weightQuantizer']}, {layer['weightBits']} bits" if layer["weightQuantizer"] else ""
    nodes = ", ".join(f"{node['node']} ({node['bits']} bits)" for node in layer["inputs"])
    print(f"| {layer['name']} | {weights} | {nodes} | {layer['reason']} |")
nodes = {node["node"] for layer in layers for node in layer["inputs"]}
quantized = sum(layer["weightQuantizer"] is not None for layer in layers)
print(f"\n{len(nodes)} quantize nodes, {quantized} weight quantizers")
