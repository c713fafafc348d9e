#!/usr/bin/env bash
# Trains every method, exports it and measures it in ONNX Runtime; see DeploymentBenchmark.
#   bash src/jmh/deployment.sh [--network resnet8] [--methods pact,qil] [--bits 8,4,3,2] [--edges same]
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx2g \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.export.DeploymentBenchmark "$@"
