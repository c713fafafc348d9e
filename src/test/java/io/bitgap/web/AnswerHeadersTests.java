package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every answer says of itself, on the wire. */
@WebRoleTest
class AnswerHeadersTests {
    @LocalServerPort
    int port;

    @Autowired
    Layout layout;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/runs?format=csv",
                "/nowhere",
                "/v3/api-docs",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-ui.css",
                "/swagger-ui/nothing",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/nothing"
            })
    void nothingMayBeFramedOrGuessedAt(String path) throws Exception {
        assertThat(headers(path))
                .contains("Content-Security-Policy: default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                .contains("X-Frame-Options: DENY", "X-Content-Type-Options: nosniff")
                .doesNotContain("Server:", "unsafe-eval")
                .containsOnlyOnce("Cache-Control:")
                .containsPattern("Cache-Control: (no-store|no-cache, private)\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            css/bitgap.css                   | max-age=31536000, public, immutable
            webjars/htmx.org/dist/htmx.min.js | max-age=31536000, public, immutable
            css/nothing.css                  | no-cache, private
            """)
    void whatNeverChangesIsKeptForGood(String file, String caches) throws Exception {
        assertThat(headers(layout.assets() + file))
                .containsOnlyOnce("Cache-Control:")
                .contains("Cache-Control: " + caches + "\r\n");
    }

    @Test
    void whatIsRefusedForItsIdempotencyKeySaysSoToo() throws Exception {
        assertThat(RawHttp.post(port, "/experiments", "{}", "Idempotency-Key: \t", "Content-Length: 2"))
                .startsWith("HTTP/1.1 400 ")
                .contains("bad-idempotency-key", "frame-ancestors 'none'", "Cache-Control: no-cache, private");
    }

    @Test
    void metricsTellOfTheDiskButNotWhereTheServiceLies() throws Exception {
        assertThat(RawHttp.get(port, "/actuator/prometheus"))
                .contains("\ndisk_free_bytes ")
                .doesNotContain(Path.of("").toAbsolutePath().toString(), "path=");
    }

    @Test
    void metricsComeInTheirOwnTextWhateverIsAskedFor() throws Exception {
        assertThat(RawHttp.get(port, "/actuator/prometheus", "Accept: application/json"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Type: text/plain", "\ndisk_free_bytes ");
        assertThat(RawHttp.get(port, "/actuator/prometheus", "Accept: application/openmetrics-text;version=1.0.0"))
                .contains("Content-Type: application/openmetrics-text");
    }

    /** Answered by Tomcat before any of our filters: so long as it says nothing, it need not be refused. */
    @Test
    void optionsOfTheWholeServerSayNothing() throws Exception {
        String answer = RawHttp.send(port, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n").doesNotContain("Server:");
    }

    private String headers(String path) throws IOException {
        String answer = RawHttp.get(port, path, "Accept: */*");
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
    }
}
