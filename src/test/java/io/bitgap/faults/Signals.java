package io.bitgap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Signals that Java itself cannot send. */
final class Signals {
    private Signals() {}

    static void send(String signal, Stream<ProcessHandle> processes) {
        processes.forEach(process -> {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void send(String signal, ProcessHandle process) {
        send(signal, Stream.of(process));
    }
}
