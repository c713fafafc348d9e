#!/usr/bin/env bash
# Seconds of an evaluation, with the network in training and with the inference network in turn; see EvaluationBenchmark.
#   bash src/jmh/evaluation.sh [--network resnet8] [--quantizer pact] [--bits 4] [--images 2000] [--rounds 5]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx2g \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.training.EvaluationBenchmark "$@"
