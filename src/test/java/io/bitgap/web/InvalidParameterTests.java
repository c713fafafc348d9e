package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** The same mistake in an address has the same answer, whatever the address. */
@WebRoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidParameterTests {
    private static final String SPEC = """
            {"name": "Asked wrongly", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"]}
            """;

    @Autowired
    MockMvc http;

    @LocalServerPort
    int port;

    private String experiment = "";
    private String run = "";
    private String other = "";

    @BeforeAll
    void twoRuns() throws Exception {
        experiment = JsonPath.read(
                http.perform(post("/experiments")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(SPEC))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(),
                "$.slug");
        String runs = http.perform(get("/experiments/{id}/runs", experiment))
                .andReturn()
                .getResponse()
                .getContentAsString();
        run = JsonPath.read(runs, "$.items[0].id");
        other = JsonPath.read(runs, "$.items[1].id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /experiments?format=xml                         | format        | format must be json or csv, not 'xml'.
            /runs?format=xml                                | format        | format must be json or csv, not 'xml'.
            /experiments/EXPERIMENT/table?format=xml        | format        | format must be json, csv, markdown or latex, not 'xml'.
            /tables/pact?format=xml                         | format        | format must be json, csv, markdown or latex, not 'xml'.
            /tables/measured?experiments=EXPERIMENT&format=xml | format     | format must be json, csv, markdown or latex, not 'xml'.
            /compare?runs=RUN,OTHER&format=latex            | format        | format must be json, csv or markdown, not 'latex'.
            /compare?runs=RUN,OTHER&show=some               | show          | show must be differences or all, not 'some'.
            /experiments/EXPERIMENT/table?style=wide        | style         | style must be paper-vs-ours or methods, not 'wide'.
            /tables/measured?experiments=EXPERIMENT&style=wide | style      | style must be paper-vs-ours or methods, not 'wide'.
            /experiments/EXPERIMENT/table?value=epoch-0     | value         | value must be last, best or epoch-N, e.g. epoch-3, not 'epoch-0'.
            /runs/RUN/graph?part=half                       | part          | part must be source, attached or both, not 'half'.
            /?setting=nine                                  | setting       | setting must be bits like 4 or w3a4, not 'nine'.
            /?setting=w9a4                                  | setting       | setting must be bits like 4 or w3a4, not 'w9a4'.
            /runs?weightBits=9                              | weightBits    | weightBits must be one of 1, 2, 3, 4, 5, 6, 7, 8, 32, not '9'.
            /runs/RUN/log?level=LOUD                        | level         | The parameter level cannot be 'LOUD'; it is one of INFO, WARN, ERROR.
            /runs/RUN/log?after=-1                          | after         | after is the number of a line, so not -1.
            /runs/RUN/log?after=x                           | after         | The parameter after cannot be 'x'.
            /runs/RUN/events?after=x                        | after         | after must be the id of an event of this run, 0 to 1, not 'x'.
            /runs/RUN/metrics?name=a\u0000b                 | name          | name must be text without control characters.
            /runs?limit=0                                   | limit         | limit must be 1 to 500, not 0.
            /queue?limit=0                                  | limit         | limit must be 1 to 500, not 0.
            /queue?limit=x                                  | limit         | The parameter limit cannot be 'x'.
            /queue?pageToken=x                              | pageToken     | pageToken must be the nextPageToken of an earlier answer.
            /retention?olderThanDays=-1                     | olderThanDays | olderThanDays is a number of days from 0 to 36500, not -1.
            """)
    void whatAParameterCannotBeIsMalformed(String address, String parameter, String sentence) throws Exception {
        String path =
                address.replace("EXPERIMENT", experiment).replace("RUN", run).replace("OTHER", other);
        http.perform(get(path))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.code").value("bad-parameter"))
                .andExpect(jsonPath("$.detail").value(sentence))
                .andExpect(jsonPath("$.errors.length()").value(1))
                .andExpect(jsonPath("$.errors[0].pointer").value("/" + parameter))
                .andExpect(jsonPath("$.errors[0].code").value("bad-parameter"))
                .andExpect(jsonPath("$.errors[0].message").value(sentence));
    }

    @Test
    void aParameterThatIsNamedByControlCharactersIsMalformed() throws Exception {
        assertThat(sent(HttpRequest.newBuilder(address("/experiments?%00=x"))).statusCode())
                .isEqualTo(400);
        assertThat(sent(HttpRequest.newBuilder(address("/published"))
                                .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                                .POST(HttpRequest.BodyPublishers.ofString("%00=x")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aParameterThatIsGivenTwiceIsNamedAsItWasGiven() throws Exception {
        http.perform(get("/queue?limit=a&limit=b"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("The parameter limit cannot be 'a', 'b'."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /?network=resnet8 | /dataset
            /?dataset=cifar10 | /network
            """)
    void aParameterThatIsMissingIsMalformedToo(String path, String pointer) throws Exception {
        http.perform(get(path))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("missing-parameter"))
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/experiments/EXPERIMENT/table?format=&style=&value=",
                "/compare?runs=RUN,OTHER&format=&show=",
                "/runs/RUN/graph?part=",
                "/runs?format="
            })
    void anEmptyParameterWhichFormsSendIsNotGiven(String address) throws Exception {
        String path =
                address.replace("EXPERIMENT", experiment).replace("RUN", run).replace("OTHER", other);
        http.perform(get(path)).andExpect(status().isOk());
    }

    /** Through the real server, which is what reads parameters. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/runs?experiment=%ff", "/experiments?q=%ff", "/compare?runs=%ff", "/experiments/new?from=%ff"})
    void anAddressThatIsNoUtf8IsRefusedInWords(String path) throws Exception {
        assertUnreadable(HttpRequest.newBuilder(address(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/experiments/new", "/experiments", "/published"})
    void aFormThatCannotBeReadIsRefusedInWords(String path) throws Exception {
        HttpRequest.Builder form = HttpRequest.newBuilder(address(path))
                .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE);
        assertUnreadable(form.POST(HttpRequest.BodyPublishers.ofString("name=%ff")));
        HttpResponse<String> large =
                sent(form.POST(HttpRequest.BodyPublishers.ofString("name=" + "a".repeat((2 << 20) + 1))));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(JsonPath.<String>read(large.body(), "$.code")).isEqualTo("body-too-large");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static void assertUnreadable(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = sent(request);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("unreadable-parameters");
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
