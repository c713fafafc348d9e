#!/usr/bin/env bash
# What a running service takes, in MB (Linux):
#   bash src/jmh/memory.sh <its process id> [<its data directory>, ./data if left out]
# The peaks are since its start; heap in use counts garbage that is not collected yet.
set -euo pipefail
pid=$1 data=${2:-./data}
mb() { awk -v kb="$1" 'BEGIN { printf "%d MB", kb / 1024 }'; }
echo "process, peak of its resident memory: $(mb "$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status")")"
heap=$(jcmd "$pid" GC.heap_info)
echo "of that Java heap, committed: $(mb "$(grep -oP 'total \K[0-9]+(?=K)' <<<"$heap" | head -1)"), in use: $(mb "$(grep -oP 'used \K[0-9]+(?=K)' <<<"$heap" | head -1)")"
if [ -f "$data/postgres/cluster/postmaster.pid" ]; then
  postmaster=$(head -1 "$data/postgres/cluster/postmaster.pid")
  kb=0
  for process in $postmaster $(pgrep -P "$postmaster"); do
    kb=$((kb + $(awk '/^Pss:/ { print $2 }' "/proc/$process/smaps_rollup" 2>/dev/null || echo 0)))
  done
  echo "embedded PostgreSQL, all its processes, now: $(mb "$kb")"
fi
