package io.bitgap.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** A machine whose clock is wrong, as the processes that are started on it see it. */
final class WrongClock {
    static final Path COMPILER = Path.of("/usr/bin/cc");

    private static final Path LIBRARY = compiled();

    private WrongClock() {}

    /** What to put in front of a command. */
    static List<String> off(long seconds) {
        return List.of("env", "LD_PRELOAD=" + LIBRARY, "WRONG_CLOCK=" + seconds);
    }

    private static Path compiled() {
        try (InputStream source =
                Objects.requireNonNull(WrongClock.class.getResourceAsStream("/faults/wrong-clock.c"))) {
            Path folder = Files.createTempDirectory("wrong-clock");
            Path file = folder.resolve("wrong-clock.c");
            Path library = folder.resolve("wrong-clock.so");
            Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
            int failed = new ProcessBuilder(
                            COMPILER.toString(), "-shared", "-fPIC", "-O2", "-o", library.toString(), file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (failed != 0) {
                throw new IllegalStateException("the compiler ended with " + failed);
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
