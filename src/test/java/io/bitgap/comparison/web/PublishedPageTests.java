package io.bitgap.comparison.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
        send(BODY.formatted(""))
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/published"))
                .andExpect(jsonPath("$.table").value("added"))
                .andExpect(jsonPath("$.addedBy").value("local"))
                .andExpect(jsonPath("$.top1").value(0.9125));

        mvc.perform(get("/published"))
                .andExpect(jsonPath("$.items[0].addedBy").isEmpty())
                .andExpect(jsonPath("$.items[-1].source").value("https://example.org/again"))
                .andExpect(jsonPath("$.items[-1].addedBy").value("local"));
    }

    @Test
    void refusalsAreProblemDocuments() throws Exception {
        send(BODY.formatted("").replace("0.9125", "91.25"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("invalid-published-number"))
                .andExpect(jsonPath("$.errors[0].pointer").value("/top1"))
                .andExpect(jsonPath("$.errors[0].message")
                        .value("must be a fraction from 0 to 1: 91.3 per cent is 0.913, not '91.25'."));
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
        assertThat(sent.getHeader("Location")).isEqualTo("/published#added");
        Document page = Browse.page(mvc, "/published");
        assertThat(page.select("tr#added td").eachText())
                .containsExactly(
                        "pact",
                        "w3a4",
                        "91.25 %",
                        "paper",
                        "https://example.org/again (added here by local)",
                        "<b>less</b> data");
        assertThat(page.select("tr#added a").attr("href")).isEqualTo("https://example.org/again");
        assertThat(page.select(".by")).hasSize(1);
        assertThat(page.select("tr b")).isEmpty();
    }

    @Test
    void theFormComesBackWithWhatWasTypedAndErrorsAtTheirFields() throws Exception {
        MockHttpServletResponse refused =
                mvc.perform(form("", "91,25")).andReturn().getResponse();

        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Jsoup.parse(Browse.text(refused));
        assertThat(page.select("#top1").attr("value")).isEqualTo("91,25");
        assertThat(page.select("#top1").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("#top1-wrong").text()).contains("91.3 per cent is 0.913");
        assertThat(page.select("#source-wrong").text()).isEmpty();
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
