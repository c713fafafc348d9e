#!/usr/bin/env bash
# What ONNX Runtime makes of a bias inside a convolution of few bits; see BiasRounding.
#   bash src/jmh/bias.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx2g \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.export.BiasRounding
