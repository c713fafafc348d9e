package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A body far too large, on a real connection. */
@WebRoleTest
class LargeUploadTests {
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    /** What the answer overtakes: nothing is read, a little is swallowed, the rest is in buffers on the way. */
    private static final int FEW = 32_000_000;

    @LocalServerPort
    int port;

    @Test
    void isRefusedLongBeforeItsEnd() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> read(socket));
            long sent = send(socket.getOutputStream());
            assertThat(answer.get(1, TimeUnit.MINUTES))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"body-too-large\"", "A body of POST /networks may have 1 MiB; send less.");
            assertThat(sent).isLessThan(FEW);
        }
    }

    private static long send(OutputStream out) {
        byte[] chunk = "[1],".repeat(16_384).getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try {
            out.write(("POST /networks?name=large HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + HUNDRED_MEGABYTES + "\r\n\r\n[")
                    .getBytes(StandardCharsets.US_ASCII));
            while (sent < HUNDRED_MEGABYTES) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*"); // it hung up
        }
        return sent;
    }

    private static String read(Socket socket) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int n; (n = socket.getInputStream().read(bytes)) >= 0; ) {
                text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            assertThat(text).as("hung up without an answer").isNotEmpty();
        }
        return text.toString();
    }
}
