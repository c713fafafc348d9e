package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies of which a byte comes now and then, never so late that the connection counts as silent. */
@WebRoleTest
class SlowBodyFaults {
    private static final int SECONDS = 40;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @CsvSource({"/experiments, application/json", "/experiments/new, application/x-www-form-urlencoded"})
    void aBodyThatTricklesInIsGivenUp(String path, String type) throws Exception {
        ExecutorService reading = Executors.newSingleThreadExecutor();
        long begun = System.nanoTime();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                                    + "\r\nContent-Length: 2000\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            Future<Integer> first = reading.submit(() -> client.getInputStream().read());
            while (!first.isDone()) {
                trickle(client);
                try {
                    first.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException goesOn) {
                    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(SECONDS));
                }
            }
            String answer = (char) (int) first.get()
                    + new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            System.out.printf("%s: %s after %d s%n", type, answer, (System.nanoTime() - begun) / 1_000_000_000);
            assertThat(answer).startsWith("HTTP/1.1 408");
        } finally {
            reading.shutdownNow();
        }
    }

    private static void trickle(Socket client) throws IOException {
        try {
            client.getOutputStream().write(' ');
        } catch (SocketException closed) {
            // what was answered before that is read all the same
        }
    }
}
