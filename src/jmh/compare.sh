#!/usr/bin/env bash
# A training step of Bitgap and of PyTorch in turn, several times; prints medians, their range and ratios within a round.
#   bash src/jmh/compare.sh [rounds=5] [batch=128]
# PYTHON chooses the interpreter that has PyTorch (default python3). Nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}" batch="${2:-128}" results="target/compare.jsonl"
: > "$results"
numbered() { sed "s/^{/{\"round\": $1, /" | tee -a "$results"; }
for round in $(seq "$rounds"); do
  bash src/jmh/step.sh --cases fp32,pact-w4a4 --batch "$batch" | numbered "$round"
  "${PYTHON:-python3}" src/jmh/peer_pytorch.py --batch "$batch" | numbered "$round"
done
"${PYTHON:-python3}" - "$results" <<'PY'
import json
import statistics
import sys

rows = [json.loads(line) for line in open(sys.argv[1]) if line.startswith("{")]
speed = {}
for row in rows:
    name = ("bitgap " if "system" in row else "pytorch ") + row["case"]
    speed.setdefault(name, {})[row["round"]] = row["images_per_s"]


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


print("\n| | images/s: median (range) |\n| --- | ---: |")
for name, rounds in speed.items():
    print(f"| {name} | {spread(list(rounds.values()))} |")
print("\n| ratio within a round | median (range) |\n| --- | ---: |")
for ours, theirs in (("pact-w4a4", "pytorch pact-w4a4"), ("pact-w4a4", "pytorch fp32"),
                     ("pact-w4a4", "pytorch fp32-channels-last"), ("fp32", "pytorch fp32"),
                     ("fp32", "pytorch fp32-channels-last"), ("pact-w4a4", "bitgap fp32")):
    ratios = [speed["bitgap " + ours][r] / speed[theirs][r] for r in speed[theirs]]
    print(f"| bitgap {ours} / {theirs} | {spread(ratios)} |")
PY
