package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What {@code src/docs/scripting.md} tells people to type, typed against a server that trains. */
class ScriptingDocTests extends AllRolesTest {
    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @Test
    void theShellCommandsSubmitWaitReadTheTableAndDownload() throws Exception {
        assumeThat(there("curl")).as("curl is installed").isTrue();
        String commands = blocks("sh")
                .filter(block -> !block.startsWith("export "))
                .collect(Collectors.joining("\n", "set -eu\n", ""));
        Files.writeString(folder.resolve("commands.sh"), commands);

        List<String> printed = run("sh", "commands.sh");

        assertThat(printed.get(0)).matches("http://.*/experiments/[-a-z0-9]+");
        assertThat(printed).anyMatch(line -> line.matches("\\| fp32 \\| \\d+\\.\\d\\d % .*\\|"));
        assertThat(printed).anyMatch(line -> line.matches("\\| 4 gap \\| -?\\d+\\.\\d\\d pp .*\\|"));
        assertThat(printed).anyMatch(line -> line.matches("\\| 4 gap to control \\| -?\\d+\\.\\d\\d pp .*\\|"));
        assertThat(printed).as("what is documented learns something").noneMatch(line -> line.contains("⚠"));
        assertThat(printed).as("runs on two pages").contains("\"setting\":\"4\"", "\"setting\":\"2\"");
        assertThat(printed.get(printed.size() - 1)).matches("\\./resnet8-shapes10-.*\\.zip");
    }

    @Test
    void thePythonProgramDoesTheSameAndChecksWhatItDownloads() throws Exception {
        assumeThat(there("python3")).as("python3 is installed").isTrue();
        Files.writeString(
                folder.resolve("grid.py"), blocks("python").findFirst().orElseThrow());

        List<String> printed = run("python3", "grid.py");

        assertThat(printed).anyMatch(line -> line.matches("4\\s+pact\\s+\\d+\\.\\d\\d n=1 done"));
        assertThat(printed).anyMatch(line -> line.matches("pact 2 simulated 0\\.\\d+ deployed 0\\.\\d+"));
        assertThat(printed.stream().filter(line -> line.startsWith("saved "))).hasSize(4);
        try (Stream<Path> saved = Files.list(folder)) {
            assertThat(saved.filter(file -> file.toString().endsWith(".onnx"))).hasSize(4);
        }
    }

    private static Stream<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(Path.of("src/docs/scripting.md")))
                .results()
                // one run a page, so that programs that read one page do not get far
                .map((MatchResult found) -> found.group(1)
                        .replace("limit=500", "limit=1")
                        .replace("sleep 2", "sleep 0.2")
                        .replace("sleep(2)", "sleep(0.2)"));
    }

    private static boolean there(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private List<String> run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("BITGAP", "http://127.0.0.1:" + port);
        builder.environment().put("no_proxy", "127.0.0.1");
        Path out = folder.resolve("printed.txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("it has ended").isTrue();
        List<String> printed = Files.readAllLines(out);
        assertThat(process.exitValue()).as(String.join("\n", printed)).isZero();
        return printed;
    }
}
