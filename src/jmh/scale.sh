#!/usr/bin/env bash
# 10,000 runs with 100 metric points each in a fresh PostgreSQL: times of the main calls, and plans of slow statements; see ScaleBenchmark.
#   bash src/jmh/scale.sh [--accounts] [--rounds 100] [--warm-up 20] [--only /runs] [--slow-ms 50] [--serve 8080]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
exec java -Xmx2g \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.scale.ScaleBenchmark "$@"
