package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that end for lack of memory, each followed by one that has enough, in one worker process. */
class OutOfMemoryFaults {
    private static final int RUNS = Integer.getInteger("bitgap.faults.memory", 50);
    private static final long LIMIT = 2400L << 20;
    private static final long MAY_STAY = 200L << 20;

    @Test
    void runsThatEndForLackOfMemoryLeaveASoundProcessBehind() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryHungryRuns.class.getName(),
                        String.valueOf(RUNS),
                        String.valueOf(LIMIT))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> large =
                lines.stream().filter(line -> line.startsWith("large ")).toList();
        List<String[]> small = lines.stream()
                .filter(line -> line.startsWith("small "))
                .map(line -> line.split(" "))
                .toList();

        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(large).hasSize(RUNS).containsOnly("large OutOfMemoryError");
        assertThat(small).hasSize(RUNS + 1);
        assertThat(small).allSatisfy(line -> assertThat(line[1]).isEqualTo(small.get(0)[1]));
        long before = Long.parseLong(small.get(0)[2]);
        long most =
                small.stream().mapToLong(line -> Long.parseLong(line[2])).max().orElseThrow();
        System.out.printf(
                "%d runs ended for lack of memory; processes ended: 0; %d runs behind them with the same bits as undisturbed; memory before %d MB, afterwards at most %d MB, at the end %d MB%n",
                RUNS, small.size() - 1, before >> 20, most >> 20, Long.parseLong(small.get(small.size() - 1)[2]) >> 20);
        assertThat(most).isLessThan(before + MAY_STAY);
    }
}
