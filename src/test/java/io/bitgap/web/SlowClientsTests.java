package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send nothing, or next to nothing, keep nobody else waiting. */
@WebRoleTest
class SlowClientsTests {
    private static final int CLIENTS = 300;

    @LocalServerPort
    int port;

    @Test
    void bodiesThatTrickleInLeaveThreadsForOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                client.getOutputStream()
                        .write(("POST /experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.UTF_8));
                slow.add(client);
            }
            assertThat(RawHttp.get(port, "/recipes")).startsWith("HTTP/1.1 200");
            assertThat(RawHttp.get(port, "/actuator/health")).startsWith("HTTP/1.1 200");
            assertThat(RawHttp.post(port, "/experiments", "{}", "Content-Type: application/json", "Content-Length: 2"))
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 5", "too-many-bodies");
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }
}
