package io.bitgap.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The model of this machine's CPU, as far as it can be known: {@code AMD EPYC 9B14}; else its architecture. */
final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    static String name() {
        try {
            return Files.isReadable(LINUX) ? name(Files.readAllLines(LINUX)) : System.getProperty("os.arch");
        } catch (IOException e) {
            throw new UncheckedIOException("The CPU's description " + LINUX + " cannot be read", e);
        }
    }

    /** @param description lines of Linux's cpuinfo; those of ARM name no model */
    static String name(List<String> description) {
        return description.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(model -> !model.isEmpty())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }
}
