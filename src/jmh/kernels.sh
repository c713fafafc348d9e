#!/usr/bin/env bash
# Microseconds of each kernel of a ResNet-20 step (batch 128) and of each quantizer, by JMH, as a table.
#   bash src/jmh/kernels.sh [filter=.] [options of JMH]
#   bash src/jmh/kernels.sh 'Convolution.*forward$'
#   bash src/jmh/kernels.sh Staircase -p quantizer=pact,lsq -p kernels=onednn -wi 2 -i 3
# OMP_NUM_THREADS chooses the number of threads, of the kernels on oneDNN and of ours alike; every core without it.
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
# as NativeThreads does for the service
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" org.openjdk.jmh.Main "${1:-.}" \
  -jvmArgs "-Xmx2g -Dlogback.configurationFile=$PWD/src/jmh/logback.xml" -rf csv -rff target/kernels.csv "${@:2}" >&2
awk -F, '
  { gsub("[\"\r]", "") }
  NR == 1 {
    for (i = 8; i <= NF; i++) { sub("Param: ", "", $i); name[i] = $i }
    print "| kernel | with | µs | error (99.9 %) |\n| --- | --- | ---: | ---: |"
    next
  }
  {
    n = split($1, path, ".")
    with = ""
    for (i = 8; i <= NF; i++) if ($i != "") with = with (with == "" ? "" : ", ") $i
    printf "| %s %s | %s | %.1f | %.1f |\n", substr(path[n - 1], 1, length(path[n - 1]) - 9), path[n], with, $5, $6
  }' target/kernels.csv
