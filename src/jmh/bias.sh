#!/usr/bin/env bash
# What ONNX Runtime makes of a bias inside a convolution of few bits; see BiasRounding.
#   bash src/jmh/bias.sh [--network resnet8] [--dataset shapes10] [--methods pact,qil] [--bits 3,2] [--epochs 6] [--tune 1]
#   bash src/jmh/bias.sh --dataset cifar10 --path path/to/cifar10 --models w2a2.zip,w3a3.zip (checkpoints of the service)
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx2g \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.export.BiasRounding "$@"
