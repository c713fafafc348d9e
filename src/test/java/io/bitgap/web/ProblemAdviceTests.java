package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import io.bitgap.problem.Problem;
import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;

@WebRoleTest
class ProblemAdviceTests {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Autowired
    MockMvc http;

    @Autowired
    WebApplicationContext context;

    @Autowired
    @Qualifier("handlerExceptionResolver")
    HandlerExceptionResolver errors;

    @Test
    void anUnknownAddressIsAProblemDocumentWithEveryMember() throws Exception {
        http.perform(get("/nowhere"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(content().json("""
                                        {"type": "urn:bitgap:problem:not-found", "title": "Not found", "status": 404,
                                         "detail": "There is nothing at /nowhere; /v3/api-docs lists every address.",
                                         "instance": "/nowhere", "code": "not-found", "errors": []}
                                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, application/problem+json",
        "application/json, application/problem+json",
        "text/csv, application/problem+json",
        "nonsense, application/problem+json",
        "'application/json,text/html;q=0.9', application/problem+json",
        "'text/html, */*', text/html",
        "'" + BROWSER + "', text/html"
    })
    void browsersGetAPageEveryoneElseADocument(String accept, String type) throws Exception {
        http.perform(get("/runs/none").header("Accept", accept))
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(type))
                .andExpect(content().string(containsString("There is no run")));
    }

    @Test
    void textOfTheRequestIsEscapedOnTheErrorPage() throws Exception {
        http.perform(get("/experiments/{id}", "<script>alert(1)</script>").header("Accept", BROWSER))
                .andExpect(status().isNotFound())
                .andExpect(content().string(not(containsString("<script>alert"))));
    }

    @ParameterizedTest
    @CsvSource({"/experiments", "/runs", "/experiments/x", "/"})
    void whoAsksForNothingInParticularGetsAnAnswer(String path) throws Exception {
        int code = http.perform(get(path).header("Accept", "*/*"))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(code).isIn(200, 404);
    }

    @Test
    void aMethodThatIsNotThereIsToldWithThoseThatAre() throws Exception {
        http.perform(delete("/runs"))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(header().string("Allow", "GET"))
                .andExpect(jsonPath("$.detail").value("/runs does not take DELETE; it takes GET."));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        http.perform(post("/experiments").contentType(MediaType.TEXT_PLAIN).content("{}"))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.code").value("unsupported-media-type"));
    }

    @Test
    void aTypeThatCannotBeHadIsRefused() throws Exception {
        http.perform(get("/runs").accept(MediaType.IMAGE_PNG))
                .andExpect(status().isNotAcceptable())
                .andExpect(jsonPath("$.code").value("not-acceptable"));
    }

    @ParameterizedTest
    @CsvSource({
        "/runs?limit=0, 'limit must be 1 to 500, not 0.'",
        "/runs?limit=501, 'limit must be 1 to 500, not 501.'",
        "/runs?limit=many, 'limit must be 1 to 500, not many.'",
        "/runs?pageToken=x, pageToken must be the nextPageToken of an earlier answer with the same sort and filters."
    })
    void aParameterThatCannotBeIsRefused(String path, String sentence) throws Exception {
        http.perform(get(path))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(sentence))
                .andExpect(jsonPath("$.errors[0].code").value("bad-parameter"));
    }

    @ParameterizedTest
    @CsvSource({"experiment, 400", "method, 400"})
    void textThatTheDatabaseCannotHoldIsRefusedBeforeItGetsThere(String parameter, int code) throws Exception {
        http.perform(get("/runs").param(parameter, "a\u0000b")).andExpect(status().is(code));
    }

    @Test
    void anInternalErrorTellsNothingButWhereToLook() {
        ProblemDetail problem = translated(new IllegalStateException("secret"));
        assertThat(problem.getStatus()).isEqualTo(500);
        assertThat(problem.getDetail())
                .matches("Something went wrong inside Bitgap; its log has the details under .{36}\\.");
    }

    @Test
    void aDatabaseThatIsAwayIsWorthAnotherTry() {
        var answer = new ErrorTranslation()
                .of(new CannotCreateTransactionException("gone"), new MockHttpServletRequest("GET", "/x"), "/x");
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED, 400",
        "NOT_FOUND, 404",
        "GONE, 410",
        "CONFLICT, 409",
        "STALE, 412",
        "TOO_LARGE, 413",
        "UNPROCESSABLE, 422",
        "UNAVAILABLE, 503"
    })
    void everyKindOfProblemHasItsStatus(Problem.Kind kind, int status) {
        ProblemDetail problem = translated(new Problem(kind, "some-code", "A sentence."));
        assertThat(problem.getStatus()).isEqualTo(status);
        assertThat(problem.getTitle()).isEqualTo("Some code");
        assertThat(problem.getProperties()).containsEntry("code", "some-code").containsEntry("errors", List.of());
    }

    @Test
    void theMembersAreWrittenInTheOrderInWhichAPersonReadsThem() throws Exception {
        http.perform(get("/runs?limit=0"))
                .andExpect(content()
                        .string("{\"type\":\"urn:bitgap:problem:bad-parameter\",\"title\":\"Bad parameter\","
                                + "\"status\":400,\"detail\":\"limit must be 1 to 500, not 0.\",\"instance\":\"/runs\","
                                + "\"code\":\"bad-parameter\",\"errors\":[{\"pointer\":\"/limit\",\"code\":\"bad-parameter\","
                                + "\"message\":\"limit must be 1 to 500, not 0.\"}]}"));
    }

    @ParameterizedTest
    @CsvSource({"/a%20b, /a%20b", "/a[b, %2Fa%5Bb", "//, %2F%2F"})
    void anAddressThatIsNoUriIsStillNamed(String path, String instance) {
        ProblemDetail problem = new ErrorTranslation()
                .of(new IllegalStateException("x"), new MockHttpServletRequest("GET", path), path)
                .getBody();
        assertThat(problem).isNotNull();
        assertThat(problem.getInstance()).hasToString(instance);
    }

    private static ProblemDetail translated(Exception error) {
        ProblemDetail problem = new ErrorTranslation()
                .of(error, new MockHttpServletRequest("GET", "/x"), "/x")
                .getBody();
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    void aPageOfAnotherSiteMayReadButNotChange() throws Exception {
        http.perform(post("/runs/none/cancel").header("Sec-Fetch-Site", "cross-site"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value("A page of another site may not change anything here."));
        http.perform(get("/runs").header("Sec-Fetch-Site", "cross-site")).andExpect(status().isOk());
    }

    @Test
    void aWorkerAnswersItsProbesAndNothingElse() throws Exception {
        Settings worker = new Settings(Role.WORKER, "./data", false, Map.of());
        MockMvc door = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(new WorkerRoleFilter(worker, errors))
                .build();
        door.perform(get("/experiments"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("worker-process"));
        door.perform(get("/actuator/health")).andExpect(status().isOk());
    }

    @Test
    void theApiIsDescribed() throws Exception {
        http.perform(get("/v3/api-docs"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.info.title").value("Bitgap"))
                .andExpect(jsonPath("$.paths['/experiments'].post.requestBody.content['application/json']")
                        .exists())
                .andExpect(jsonPath("$.paths['/runs/{id}/metrics'].get").exists());
    }
}
