#!/usr/bin/env bash
# Where the time of a training step goes: samples of the training thread by the class of ours that it was in.
#   bash src/jmh/profile.sh [case=pact-w4a4] [steps=60]
# The first 14 s (start and warm-up) are not sampled.
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
java -Xmx2g -XX:StartFlightRecording=settings=profile,filename=target/step.jfr,delay=14s \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.training.StepBenchmark \
  --cases "${1:-pact-w4a4}" --steps "${2:-60}" >&2
jfr print --events jdk.NativeMethodSample,jdk.ExecutionSample --stack-depth 30 target/step.jfr | awk -v RS= '
  /sampledThread = "main"/ {
    total++
    place = "other"
    if (match($0, /io\.bitgap\.[a-z.]*[A-Za-z$]+\.[A-Za-z]+\(/)) {
      place = substr($0, RSTART, RLENGTH - 1)
      sub(/.*\.[a-z]+\./, "", place)
    }
    count[place]++
  }
  END { for (place in count) printf "%5.1f %% %s\n", 100 * count[place] / total, place }' | sort -rn | head -20
