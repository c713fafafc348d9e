#!/usr/bin/env bash
# Training images per second that are read, decoded and augmented; see InputBenchmark for the arguments.
#   bash src/jmh/input.sh --data path/to/photos#stream224 [--batch 32] [--warm-up 20] [--batches 30]
# THREADS chooses how many threads decode (default: half of the processors).
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
exec java -Xmx1g ${THREADS:+-XX:ActiveProcessorCount=$((2 * THREADS))} \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.dataset.InputBenchmark "$@"
