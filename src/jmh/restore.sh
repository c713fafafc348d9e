#!/usr/bin/env bash
# Accuracy of a downloaded model.zip in a program of its own; compare it with the manifest's.
#   bash src/jmh/restore.sh model.zip shapes10
#   bash src/jmh/restore.sh model.zip cifar10-jpeg path/to/cifar10-jpeg.zip
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
mvn -q -B -Dspotless.check.skip -f "$here/pom.xml" test-compile dependency:build-classpath -Dmdep.outputFile="$here/target/test.classpath" >&2
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
exec java -Xmx2g -cp "$here/target/test-classes:$here/target/classes:$(cat "$here/target/test.classpath")" \
  -Dlogback.configurationFile="$here/src/jmh/logback.xml" io.bitgap.restore.RestoredAccuracy "$@"
