package io.bitgap.comparison.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@WebRoleTest
class PublishedPageTests {
    private static final String BODY = """
            {"network": "resnet20", "dataset": "cifar10", "method": "pact", "weightBits": 3, "activationBits": 4,
             "top1": 0.9125, "kind": "reproduction", "source": "https://example.org/again"%s}
            """;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void removeWhatPeopleAdded() {
        jdbc.sql("delete from published where added_at is not null").update();
    }

    @Test
    void aScriptAddsANumberAndIsToldWhatIsListed() throws Exception {
        String place = place(send(BODY.formatted("")).andExpect(status().isCreated()));
        mvc.perform(get(place))
                .andExpect(jsonPath("$.table").value("added"))
                .andExpect(jsonPath("$.addedBy").value("local"))
                .andExpect(jsonPath("$.top1").value(0.9125));

        mvc.perform(get("/published"))
                .andExpect(jsonPath("$.items[0].addedBy").isEmpty())
                .andExpect(jsonPath("$.items[-1].source").value("https://example.org/again"))
                .andExpect(jsonPath("$.items[-1].addedBy").value("local"));
    }

    @Test
    void aScriptCorrectsANumberAndRemovesIt() throws Exception {
        String place = place(send(BODY.formatted("")));
        String right = BODY.formatted("").replace("0.9125", "0.9152");

        mvc.perform(put(place).contentType(MediaType.APPLICATION_JSON).content(right))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.top1").value(0.9152));
        String asRead = mvc.perform(get(place)).andReturn().getResponse().getContentAsString();
        mvc.perform(put(place).contentType(MediaType.APPLICATION_JSON).content(asRead))
                .andExpect(status().isOk())
                .andExpect(content().json(asRead));
        mvc.perform(put(place).contentType(MediaType.APPLICATION_JSON).content("{}"))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(delete(place))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.top1").value(0.9152));
        mvc.perform(get(place)).andExpect(status().isNotFound());
        String shipped = "/published/"
                + jdbc.sql("select min(position) from published")
                        .query(Long.class)
                        .single();
        mvc.perform(delete(shipped))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("shipped-number"));
    }

    @Test
    void aPersonCorrectsANumberAndRemovesIt() throws Exception {
        send(BODY.formatted(", \"table\": \"3\""));
        Document list = Browse.page(mvc, "/published");
        assertThat(list.select("a:contains(Edit)")).hasSize(1);
        String address = list.select("a:contains(Edit)").attr("href");
        Element form = Browse.page(mvc, address).expectFirst("form[action='" + address + "']");
        assertThat(form.select("#top1").attr("value")).isEqualTo("91.25 %");
        assertThat(form.select("#kind option[selected]").attr("value")).isEqualTo("reproduction");

        assertThat(mvc.perform(sent(address, form).param("top1", "91,52%"))
                        .andReturn()
                        .getResponse()
                        .getHeader("Location"))
                .isEqualTo("/published#number-" + address.substring("/published/".length()));
        mvc.perform(get(address))
                .andExpect(jsonPath("$.top1").value(0.9152))
                .andExpect(jsonPath("$.table").value("3"));

        Element remove = Browse.page(mvc, "/published").expectFirst("details.confirm form");
        assertThat(remove.text()).contains("every table", "Yes, remove it");
        mvc.perform(post(remove.attr("action")).contentType(MediaType.APPLICATION_FORM_URLENCODED));
        mvc.perform(get(address)).andExpect(status().isNotFound());
        assertThat(Browse.page(mvc, "/published").select("a:contains(Edit), details.confirm"))
                .as("nothing to do with those that ship with Bitgap")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            91.3  | Yes, 91.3 %          | 0.913
            91,3  | Yes, 91.3 %          | 0.913
            1     | Yes, 1 %;Yes, 100 %  | 0.01
            """)
    void aPersonIsAskedWhatAnAccuracyMeansAndAnswersWithOneClick(String typed, String answers, double meant)
            throws Exception {
        MockHttpServletResponse asked =
                mvc.perform(form("resnet20", typed)).andReturn().getResponse();

        assertThat(asked.getStatus()).isEqualTo(422);
        Element form = Jsoup.parse(Browse.text(asked)).expectFirst("form[action='/published#add']");
        assertThat(form.select("#meant button").eachText()).containsExactly(answers.split(";"));
        assertThat(form.select("#top1-wrong").text()).startsWith("Did you mean ");
        String yes = form.select("#meant button").attr("value");
        assertThat(mvc.perform(sent("/published", form).param("top1", "250").param("meant", yes))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .as("who types another number is not held to the answer")
                .isEqualTo(422);
        mvc.perform(sent("/published", form).param("top1", typed).param("meant", yes))
                .andExpect(status().isFound());
        mvc.perform(get("/published")).andExpect(jsonPath("$.items[-1].top1").value(meant));
    }

    @Test
    void refusalsAreProblemDocuments() throws Exception {
        send(BODY.formatted("").replace("0.9125", "91.25"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("invalid-published-number"))
                .andExpect(jsonPath("$.errors[0].pointer").value("/top1"))
                .andExpect(jsonPath("$.errors[0].message").value("must be a fraction 0..1: did you mean 0.9125?"));
        send(BODY.formatted("").replace("0.9125", "912.5"))
                .andExpect(jsonPath("$.errors[0].message")
                        .value("must be a fraction 0..1: 91.3 per cent is 0.913, not '912.5'."));
        send("{\"network\": ").andExpect(status().isBadRequest());
        send(BODY.formatted("")).andExpect(status().isCreated());
        send(BODY.formatted(""))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("already-published"))
                .andExpect(jsonPath("$.errors[0].pointer").value("/source"));
    }

    @Test
    void theFormAddsANumberThatThePageShowsAsAddedByAPerson() throws Exception {
        MockHttpServletResponse sent =
                mvc.perform(form("resnet20", "0.9125")).andReturn().getResponse();

        assertThat(sent.getStatus()).isEqualTo(302);
        assertThat(sent.getHeader("Location")).startsWith("/published#number-");
        Document page = Browse.page(mvc, "/published");
        Element row = page.expectFirst("tr:has(.by)");
        assertThat("/published#" + row.id()).isEqualTo(sent.getHeader("Location"));
        assertThat(row.select("td").eachText())
                .startsWith(
                        "pact",
                        "w3a4",
                        "91.25 %",
                        "paper",
                        "https://example.org/again (added here by local)",
                        "<b>less</b> data");
        assertThat(row.select("a").attr("href")).isEqualTo("https://example.org/again");
        assertThat(page.select(".by")).hasSize(1);
        assertThat(page.select("tr b")).isEmpty();
    }

    @Test
    void theFormComesBackWithWhatWasTypedAndErrorsAtTheirFields() throws Exception {
        MockHttpServletResponse refused =
                mvc.perform(form("", "most")).andReturn().getResponse();

        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Jsoup.parse(Browse.text(refused));
        assertThat(page.select("#top1").attr("value")).isEqualTo("most");
        assertThat(page.select("#top1").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("#top1-wrong").text()).isEqualTo("must be per cent or a fraction: 91.3 % or 0.913.");
        assertThat(page.select("#source-wrong").text()).isEmpty();
        assertThat(page.select("[autofocus]").eachAttr("id")).first().isEqualTo("network");
        assertThat(page.select("#source").attr("value")).isEqualTo("https://example.org/again");
        assertThat(page.select("[role=alert]").text()).contains("was not added");

        mvc.perform(form("resnet20", "0.9125"));
        MockHttpServletResponse again =
                mvc.perform(form("resnet20", "0.9125")).andReturn().getResponse();
        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(Jsoup.parse(Browse.text(again)).select("#source-wrong").text())
                .contains("is listed already for pact at w3a4 with resnet20 on cifar10");
    }

    @Test
    void theDescriptionHasTheBodyTheAnswersAndTheFormsOfTheTable() throws Exception {
        String post = "$.paths['/published'].post";
        String table = "$.paths['/experiments/{id}/table'].get";
        mvc.perform(get("/v3/api-docs"))
                .andExpect(jsonPath(post + ".requestBody.content['application/json'].schema['$ref']")
                        .value("#/components/schemas/PublishedNumber"))
                .andExpect(jsonPath(post + ".requestBody.content['application/json'].example.kind")
                        .value("reproduction"))
                .andExpect(jsonPath(post + ".responses['201']").exists())
                .andExpect(jsonPath(post + ".responses['409']").exists())
                .andExpect(jsonPath(post + ".responses['422']").exists())
                .andExpect(jsonPath(table + ".responses['200'].content['text/x-tex']")
                        .exists())
                .andExpect(jsonPath(table + ".parameters[?(@.name == 'format')].schema.enum[3]")
                        .value("latex"))
                .andExpect(jsonPath(table + ".parameters[?(@.name == 'value')].schema.pattern")
                        .value("last|best|epoch-[1-9][0-9]*"));
    }

    /** A form as a browser sends it, but for its accuracy. */
    private static MockHttpServletRequestBuilder sent(String address, Element form) {
        MockHttpServletRequestBuilder request =
                post(address).contentType(MediaType.APPLICATION_FORM_URLENCODED).header("Accept", Browse.BROWSER);
        form.select("input[name]:not([name=top1])")
                .forEach(input -> request.param(input.attr("name"), input.attr("value")));
        return request.param("kind", form.select("#kind option[selected]").attr("value"));
    }

    private static String place(ResultActions added) {
        return Objects.requireNonNull(added.andReturn().getResponse().getHeader("Location"));
    }

    private ResultActions send(String body) throws Exception {
        return mvc.perform(
                post("/published").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private static MockHttpServletRequestBuilder form(String network, String top1) {
        return post("/published")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .header("Accept", Browse.BROWSER)
                .param("network", network)
                .param("dataset", "cifar10")
                .param("method", "pact")
                .param("weightBits", "3")
                .param("activationBits", "4")
                .param("top1", top1)
                .param("kind", "paper")
                .param("source", "https://example.org/again")
                .param("note", "<b>less</b> data");
    }
}
