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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** Whoever was answered and sends on, a byte now and then, would keep a thread for as long as they like. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /recipes", "GET /", "POST /runs/none/pause", "POST /nowhere", "PUT /recipes"})
    void whatNobodyReadsIsNotWaitedFor(String line) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // less than Tomcat waits for the next byte
            client.setSoTimeout(5_000);
            client.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000000\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void aBodyThatWasSentWholeIsReadOverAndItsConnectionServesTheNextRequest() throws IOException {
        String head = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(("POST /runs/none/pause" + head + "\r\n{}" + "GET /recipes" + head
                                    + "Connection: close\r\n\r\n{}")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404")
                    .contains("HTTP/1.1 200");
        }
    }
}
