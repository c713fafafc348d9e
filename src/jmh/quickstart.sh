#!/usr/bin/env bash
# The quickstart as a newcomer meets it: seconds from the start of the packaged service to the experiment and to its full table, and the peaks of
# the resident memory of the process that serves and of those that train (Linux). With --kill the worker is killed (-9) when half the runs are
# done, and the slowest answer of the experiment's page from then on is printed; what follows goes to java.
#   mvn -q -DskipTests package && bash src/jmh/quickstart.sh [--kill] [-Xmx1g ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=$PWD/target/bitgap.jar
[ -f "$jar" ] || { echo "There is no $jar: mvn -q -DskipTests package" >&2; exit 1; }
kill_worker=false
if [ "${1:-}" = --kill ]; then kill_worker=true; shift; fi
folder=$(mktemp -d) port=${SERVER_PORT:-18080}
began=$(date +%s.%N)
BITGAP_DATA_DIR=$folder/data SERVER_PORT=$port java "$@" -jar "$jar" > "$folder/log" 2>&1 &
service=$!
trap 'kill $service 2>/dev/null; wait $service 2>/dev/null || true; rm -rf "$folder"' EXIT

since() { awk -v from="$began" -v to="$(date +%s.%N)" 'BEGIN { printf "%.0f", to - from }'; }
peak() { awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$1/status" 2>/dev/null || true; }
# the newest experiment as the list tells it: the first value of a field
told() { grep -oP "\"$1\" *: *\"?\K[^\",}]+" <<< "$experiment" | head -1; }

serving=0 training=0 listed='' slowest=0 killed=''
while :; do
  kill -0 $service 2>/dev/null || { tail -5 "$folder/log" >&2; exit 1; }
  page=$(peak $service); if [ "${page:-0}" -gt $serving ]; then serving=$page; fi
  for worker in $(pgrep -P $service java || true); do
    one=$(peak "$worker"); if [ "${one:-0}" -gt $training ]; then training=$one; fi
  done
  experiment=$(curl -sf --max-time 30 "localhost:$port/experiments?limit=1" || true)
  if grep -q '"slug"' <<< "$experiment"; then
    listed=${listed:-$(since)}
    if $kill_worker && [ -z "$killed" ] && [ "$(told completed)" -ge 4 ]; then
      killed=$(pgrep -P $service java | head -1)
      kill -9 "$killed"
      echo "worker killed after $(since) s, when $(told completed) runs were done"
    fi
    if [ -n "$killed" ]; then
      took=$(curl -s -o "$folder/page" -w '%{http_code} %{time_total}' --max-time 30 "localhost:$port/experiments/$(told slug)")
      [ "${took% *}" = 200 ] || { echo "the page answered ${took% *}" >&2; exit 1; }
      slowest=$(awk -v one="${took#* }" -v most="$slowest" 'BEGIN { print (one > most ? one : most) }')
    fi
    if [ "$(told state)" != RUNNING ]; then break; fi
  fi
  sleep 1
done
echo "experiment there after $listed s, all its runs ended after $(since) s: $(told completed) completed, $(told failed) failed"
echo "peak of resident memory: $serving MB of the process that serves, $training MB of the one that trains"
if [ -n "$killed" ]; then echo "slowest page after the worker was killed: $slowest s"; fi
