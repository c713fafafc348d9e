package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import io.bitgap.experiment.web.ApiTest;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever is wrong with the HTTP of a request, the answer is the service's own, and never that the service failed. */
@WebRoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRequestTests extends ApiTest {
    private static final String END = "\r\n\r\n";

    @LocalServerPort
    int port;

    private String experiment = "";
    private String runs = "";

    @BeforeAll
    void twoRuns() throws Exception {
        experiment = read(submit(with("\"name\": \"Asked for in broken HTTP\"")), "$.slug");
        MockHttpServletResponse listed = ok(get("/experiments/{id}/runs", experiment));
        runs = read(listed, "$.items[0].id") + "," + read(listed, "$.items[1].id");
    }

    static void assertRefused(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\"code\":\"" + code + "\"");
        assertOurs(answer);
    }

    private static void assertOurs(String answer) {
        String headers = answer.substring(0, answer.indexOf(END)).toLowerCase(Locale.ROOT);
        assertThat(headers)
                .contains("content-security-policy: default-src 'self'", "frame-ancestors 'none'")
                .contains("x-frame-options: deny", "x-content-type-options: nosniff", "referrer-policy: same-origin")
                .contains("cache-control: no-cache, private", "vary: accept")
                .doesNotContain("server:");
        assertThat(answer).doesNotContain("Tomcat", "HTTP Status");
    }

    /** A line end is written as ^, and a NUL as @. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /{ HTTP/1.1^Host: a                                                | 400 | bad-request
            GET /a\\b HTTP/1.1^Host: a                                             | 400 | bad-request
            GET /%2e%2e/x HTTP/1.1^Host: a                                         | 400 | bad-request
            GET /a%00b HTTP/1.1^Host: a                                            | 400 | bad-request
            GET /a%2fb HTTP/1.1^Host: a                                            | 400 | bad-request
            GET /%zz HTTP/1.1^Host: a                                              | 400 | bad-request
            GET /% HTTP/1.1^Host: a                                                | 400 | bad-request
            GET * HTTP/1.1^Host: a                                                 | 400 | bad-request
            GET http://a:b/ HTTP/1.1^Host: a                                       | 400 | bad-request
            G(T / HTTP/1.1^Host: a                                                 | 400 | bad-request
            GARBAGE^Host: a                                                        | 400 | bad-request
            GET / FTP^Host: a                                                      | 400 | bad-request
            GET / HTTP/7.1^Host: a                                                 | 505 | http-version-not-supported
            GET / HTTP/1.1                                                         | 400 | bad-request
            GET / HTTP/1.1^Host: a b                                               | 400 | bad-request
            GET / HTTP/1.1^Host: a^Host: b                                         | 400 | bad-request
            GET / HTTP/1.1^Host: a^A B: c                                          | 400 | bad-request
            GET / HTTP/1.1^Host: a^Accept-Language: a@b                            | 400 | bad-request
            GET / HTTP/1.1^Host: a^Cookie: a@b                                     | 400 | bad-request
            GET / HTTP/1.1^Host: a^Content-Length: -1                              | 400 | bad-request
            GET / HTTP/1.1^Host: a^Content-Length: 1^Content-Length: 2             | 400 | bad-request
            GET /runs HTTP/1.1^Host: a^Expect: x                                   | 417 | expectation-failed
            POST /experiments HTTP/1.1^Host: a^Transfer-Encoding: x                | 501 | not-implemented
            POST /experiments HTTP/1.1^Host: a^Transfer-Encoding: identity         | 501 | not-implemented
            CONNECT a:80 HTTP/1.1^Host: a:80                                       | 501 | not-implemented
            TRACE / HTTP/1.1^Host: a                                               | 405 | method-not-allowed
            """)
    void whatIsNoHttpForTheServerIsRefusedInTheServicesOwnWords(String request, int status, String code)
            throws Exception {
        assertRefused(RawHttp.send(port, request.replace("^", "\r\n").replace('@', '\0') + END), status, code);
    }

    @Test
    void whatIsTooLongIsToldFromWhatIsWrong() throws Exception {
        String long_ = "a".repeat(9000);
        assertRefused(RawHttp.get(port, "/" + long_), 414, "uri-too-long");
        assertRefused(RawHttp.get(port, "/runs?q=" + long_), 414, "uri-too-long");
        assertRefused(RawHttp.get(port, "/runs", "X: " + long_), 431, "request-header-fields-too-large");
        assertRefused(
                RawHttp.get(port, "/runs", "X: y\r\n".repeat(150) + "X: y"), 431, "request-header-fields-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2fb", "/%zz", "/runs?a=%ff", "/swagger-ui/%"})
    void aBrowserIsShownAPage(String target) throws Exception {
        String answer = RawHttp.get(port, target, "Accept: text/html");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Content-Type: text/html", "<h1>");
        assertOurs(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs", "/recipes", "/nowhere", "/error", "/actuator/health", "/v3/api-docs"})
    void anAddressWhoseParametersCannotBeReadIsMalformedWhoeverReadsThem(String path) throws Exception {
        for (String query :
                new String[] {"a=%ff", "a=%ED%A0%80", "%", "%zz=1", "=", "=b", "a=b&=%ff", "x=1&".repeat(1200)}) {
            assertRefused(RawHttp.get(port, path + "?" + query), 400, "unreadable-parameters");
        }
        assertRefused(
                RawHttp.post(port, "/runs/x/pause?a=%ff", "{}", "Content-Type: application/json", "Content-Length: 2"),
                400,
                "unreadable-parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {";;;", "a/b;q=2", "garbage", "application/json;charset=utf-7", "text/x"})
    void anAcceptThatCannotBeReadIsNotAcceptableUnlessTheAddressSaysTheFormat(String accept) throws Exception {
        for (String path : new String[] {
            "/compare?runs=" + runs,
            "/tables/pact?",
            "/tables/measured?experiments=" + experiment,
            "/experiments/" + experiment + "/table?"
        }) {
            assertRefused(RawHttp.get(port, path, "Accept: " + accept), 406, "not-acceptable");
            assertThat(RawHttp.get(port, path + "&format=csv", "Accept: " + accept))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertRefused(RawHttp.get(port, "/runs", "Accept: " + accept), 406, "not-acceptable");
    }

    /** A line end is written as ^. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: garbage",
                "Accept: text/html;q=9",
                "Accept: text/html,;;;",
                "Accept: text/event-stream;q=x",
                "Accept-Charset: ;;;",
                "Accept-Encoding: ;q=x",
                "Accept-Language: ;;;q=x",
                "Accept-Language: LANGUAGES",
                "Connection: Upgrade^Upgrade: h2c^HTTP2-Settings: %",
                "Content-Type: ;;;",
                "Content-Type: application/x-www-form-urlencoded;charset=utf-7",
                "Cookie: ===;;\u0001",
                "Cookie: COOKIES",
                "Idempotency-Key: \u0001",
                "If-Match: ;",
                "If-Modified-Since: x",
                "If-None-Match: ;;\"",
                "If-Range: ;",
                "If-Unmodified-Since: -1",
                "Last-Event-ID: ;;;",
                "Origin: :::",
                "Range: bytes=9-1",
                "Range: lines=x",
                "Sec-Fetch-Site: ;",
                "X-Forwarded-For: ,,^X-Forwarded-Port: x^X-Forwarded-Host: [^Forwarded: ;;;"
            })
    void noHeaderMakesTheServiceFail(String header) throws Exception {
        String lines = header.replace("^", "\r\n")
                .replace("LANGUAGES", "en;q=0.1,".repeat(500) + "de")
                .replace("COOKIES", "a=b;".repeat(1000) + "c=d");
        for (String path : new String[] {
            "/runs/" + runs.substring(0, 36),
            "/compare?runs=" + runs,
            "/checkpoints/none/files/model.zip",
            "/actuator/health"
        }) {
            for (String more : new String[] {"X: y", "Accept: text/html"}) {
                String answer = RawHttp.get(port, path, more, lines);
                assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (200|302|304|4\\d\\d) .*");
                assertThat(answer).as(path).contains("frame-ancestors 'none'").doesNotContain("HTTP Status");
            }
        }
    }

    @Test
    void anAcceptOfHundredsOfTypesIsNotAcceptable() throws Exception {
        assertRefused(
                RawHttp.get(port, "/tables/pact", "Accept: " + "a/b;q=0.5,".repeat(300) + "c/d"),
                406,
                "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void aBodyInBrokenChunksIsMalformed(String type) throws Exception {
        String answer =
                RawHttp.post(port, "/experiments", "zz\r\n", "Content-Type: " + type, "Transfer-Encoding: chunked");
        assertRefused(answer, 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void aFormOfAnotherMethodIsNotEvenRead(String method) throws Exception {
        String answer = RawHttp.send(
                port,
                method + " /recipes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5" + END + "%zz=1");
        assertRefused(answer, 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=,", "bytes=", "bytes= , "})
    void aRangeOfNothingIsRefusedInsteadOfAnnouncingBytesThatNeverCome(String range) throws Exception {
        assertRefused(
                RawHttp.get(port, "/swagger-ui/swagger-ui.css", "Range: " + range),
                416,
                "requested-range-not-satisfiable");
    }
}
