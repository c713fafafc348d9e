package io.bitgap.web;

import static io.bitgap.web.BrokenRequestTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** However large a body is and however much is wrong in it, the answer is soon there and short. */
@WebRoleTest
class BodySizeTests {
    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @LocalServerPort
    int port;

    /** One byte is sent; whoever waited for the others would answer nothing. */
    @ParameterizedTest
    @CsvSource({
        "/experiments, application/json, 1",
        "/experiments/preview, application/json, 1",
        "/networks?name=large, application/json, 1",
        "/published, application/json, 1",
        "/runs/none/cancel, application/json, 1",
        "/nowhere, text/plain, 1",
        "/quantizers/pact/evaluate, application/json, 4",
        "/quantizers/pact/%65valuate, application/json, 4",
        "/experiments, application/x-www-form-urlencoded, 2"
    })
    void aLengthAboveWhatTheOperationTakesIsRefusedBeforeTheBodyIsRead(String path, String type, int mebibytes)
            throws Exception {
        int length = (mebibytes << 20) + 1;
        for (String more : new String[] {"Idempotency-Key: large", "X: y"}) {
            String answer = RawHttp.post(port, path, "{", "Content-Type: " + type, "Content-Length: " + length, more);
            assertRefused(answer, 413, "body-too-large");
            assertThat(answer).contains("may have " + mebibytes + " MiB");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, FORM})
    void aBodyOfUnknownLengthIsReadNoFurtherThanThat(String type) throws Exception {
        String begun = "200001\r\n" + "a".repeat((2 << 20) + 1) + "\r\n";
        for (String more : new String[] {"Idempotency-Key: endless", "X: y"}) {
            assertRefused(
                    RawHttp.post(port, "/experiments", begun, type, "Transfer-Encoding: chunked", more),
                    413,
                    "body-too-large");
        }
    }

    @Test
    void aBrowserIsShownThatItsFormIsTooLarge() throws Exception {
        assertThat(RawHttp.post(port, "/experiments", "a", FORM, "Content-Length: 9999999", "Accept: text/html"))
                .startsWith("HTTP/1.1 413 ")
                .contains("Content-Type: text/html", "<h1>Body too large</h1>", "may have 2 MiB");
    }

    @Test
    void aFormOfTooManyFieldsIsMalformed() throws Exception {
        String form = "a=1&".repeat(20_000);
        assertRefused(
                RawHttp.post(port, "/experiments/new", form, FORM, "Content-Length: " + form.length()),
                400,
                "unreadable-parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/experiments", "/published", "/networks?name=wrong", "/quantizers/pact/evaluate"})
    void ofManyMistakesTheFirstAreListedAndTheOthersCounted(String path) throws Exception {
        String body = IntStream.range(0, 60_000)
                .mapToObj(number -> "\"k" + number + "\":1")
                .collect(Collectors.joining(",", path.startsWith("/networks") ? "{\"confs\": [{}]," : "{", "}"));
        String answer = RawHttp.post(port, path, body, JSON, "Content-Length: " + body.length());
        assertThat(answer)
                .startsWith("HTTP/1.1 422 ")
                .hasSizeLessThan(20_000)
                .containsPattern("\"code\":\"more-errors\",\"message\":\"There are (59|60)\\d\\d\\d more\\.\"");
        assertThat(answer.split("\"pointer\":", -1)).hasSize(51);
    }

    @ParameterizedTest
    @CsvSource({"options, 100", "parameters, 4096"})
    void fiveThousandOptionsAreOneMistake(String field, int most) throws Exception {
        String body = IntStream.range(0, 5000)
                .mapToObj(number -> "\"k" + number + "\":1")
                .collect(Collectors.joining(
                        ",", "{\"role\":\"weights\",\"bits\":4,\"input\":[1],\"" + field + "\":{", "}}"));
        assertThat(RawHttp.post(port, "/quantizers/pact/evaluate", body, JSON, "Content-Length: " + body.length()))
                .startsWith("HTTP/1.1 422 ")
                .contains("/" + field + " must have at most " + most + " fields, not 5000.");
    }
}
