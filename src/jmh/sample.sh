#!/usr/bin/env bash
# Which channels, columns and taps a calibration's sample sees; see SampleCoverage.
#   bash src/jmh/sample.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" io.bitgap.quantizer.calibration.SampleCoverage
