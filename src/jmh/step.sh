#!/usr/bin/env bash
# Images per second of a training step; see StepBenchmark for the arguments.
#   bash src/jmh/step.sh [--cases fp32,pact-w4a4] [--batch 128] [--steps 10] [--network resnet20] [--image 32]
#   bash src/jmh/step.sh --network resnet18 --image 224 --batch 32 [--data path/to/photos#stream224]
#   bash src/jmh/step.sh --options [--batch 128] [--steps 50]     what each option of a recipe costs: over_first 1.02 = 2 %
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx"${HEAP:-2g}" \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlogback.configurationFile=src/jmh/logback.xml io.bitgap.training.StepBenchmark "$@"
