package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Other pages in the browser of whoever uses a local service neither change nor read anything here. */
@WebRoleTest
class OtherSitesTests {
    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]", "bitgap.localhost"})
    void thisMachineIsAnsweredByEveryNameOfIt(String host) throws IOException {
        assertThat(named(host, "GET", "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebound.example", "192.168.1.5", "localhost.evil.example", "127.0.0.1.nip.io", "[2001:db8::1]"})
    void aPageThatGaveItsNameTheAddressOfThisMachineReadsNothing(String host) throws IOException {
        assertThat(named(host, "GET", "")).startsWith("HTTP/1.1 403").contains("unknown-host", "BITGAP_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:1",
                "Origin: https://localhost:PORT",
                "Origin: http://127.0.0.1:PORT",
                "Origin: null",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site"
            })
    void aPageOfAnotherPortSchemeOrNameChangesNothing(String header) throws IOException {
        assertThat(named("localhost:" + port, "POST", header.replace("PORT", String.valueOf(port)) + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("another site");
    }

    @Test
    void aProgramAndAPageOfOursAreLetThrough() throws IOException {
        assertThat(named("localhost:" + port, "POST", "")).startsWith("HTTP/1.1 404");
        assertThat(named("localhost:" + port, "POST", "Origin: http://localhost:" + port + "\r\n"))
                .as("without the token of a form")
                .startsWith("HTTP/1.1 403")
                .contains("form-expired");
    }

    private String named(String host, String method, String header) throws IOException {
        String path = method.equals("GET") ? "/recipes" : "/runs/none/cancel";
        return RawHttp.send(
                port,
                method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: 0\r\n"
                        + header + "\r\n");
    }
}
