package io.bitgap.quantizer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@WebRoleTest
class QuantizerPageTests {
    @Autowired
    MockMvc mvc;

    static Stream<String> names() {
        return Quantizers.catalogue().stream().map(QuantizerDescription::name);
    }

    static Stream<String> drawings() {
        return names().flatMap(name -> Stream.of("weights", "activations")
                .flatMap(role ->
                        Stream.of(1, 3, 8).map(bits -> "/quantizers/%s?role=%s&bits=%d".formatted(name, role, bits))));
    }

    @Test
    void theCatalogueIsAPageForBrowsersAndJsonForScripts() throws Exception {
        Document page = Browse.page(mvc, "/quantizers");
        JsonNode catalogue = json("/quantizers");

        assertThat(page.select("main h2 a").eachText()).containsExactlyElementsOf(names().toList());
        assertThat(page.select("nav a[aria-current=page]").eachAttr("href")).containsExactly("/quantizers");
        assertThat(catalogue.at("/items").size()).isEqualTo(names().toList().size());
        assertThat(catalogue.at("/items/0/whenToUse").asString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyQuantizerExplainsItself(String name) throws Exception {
        QuantizerDescription quantizer = Quantizers.find(name).orElseThrow();
        Document page = Browse.page(mvc, "/quantizers/" + name);
        JsonNode item = json("/quantizers/" + name);

        assertThat(page.select("h1").eachText()).containsExactly(name);
        assertThat(page.text()).contains(quantizer.sentence(), quantizer.whenToUse(), quantizer.source());
        assertThat(page.select(".formula")).hasSize(2);
        assertThat(page.select("main a[href^=https://arxiv.org/abs/]"))
                .hasSize(quantizer.source().contains("arXiv") ? 1 : 0);
        assertThat(item.at("/name").asString()).isEqualTo(name);
        for (String role : List.of("weights", "activations")) {
            assertThat(page.select("#options-table tr:has(td:nth-child(2):containsOwn(" + role + ")) th")
                            .eachText())
                    .containsExactlyElementsOf(
                            item.at("/options/" + role + "/properties").propertyNames());
            item.at("/learned/" + role)
                    .forEach(learned -> assertThat(page.select(
                                            "#parameters-table tr:has(td:nth-child(2):containsOwn(" + role + ")) th")
                                    .eachText())
                            .contains(learned.asString()));
        }
        assertThat(page.select("script:not([src]), style, [style], [onclick], [oninput]"))
                .isEmpty();
        assertThat(page.select("main [id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void everyRoleAndBitWidthIsDrawnWithoutAScript(String path) throws Exception {
        Document page = Browse.page(mvc, path);

        assertThat(page.select(".wrong, .notice.bad")).isEmpty();
        assertThat(page.select("figure svg polyline.line").eachAttr("points"))
                .hasSize(2)
                .allSatisfy(points -> assertThat(points).doesNotContain("NaN", "Infinity"));
        assertThat(page.select("#levels tbody tr")).isNotEmpty();
        assertThat(path)
                .contains("role=" + page.select("input[name=role][checked]").attr("value"));
        assertThat(page.select("#curve-form [name]:not([type=radio])"))
                .allSatisfy(field -> assertThat(page.select("label[for=" + field.id() + "]"))
                        .as(field.id())
                        .hasSize(1));
        hasTheLevelsOfItsRequest(page, path);
    }

    /** The script draws from the request, the table is drawn without it. */
    private void hasTheLevelsOfItsRequest(Document page, String path) throws Exception {
        JsonNode answer = evaluate(page, path.substring(0, path.indexOf('?')));

        Map<Long, Double> levels = new TreeMap<>();
        for (int i = 0; i < answer.at("/codes").size(); i++) {
            levels.put(
                    answer.at("/codes/" + i).asLong(), answer.at("/output/" + i).asDouble());
        }
        List<String> codes = page.select("#levels tbody th").eachText();
        List<String> outputs = page.select("#levels tbody td:nth-child(2)").eachText();
        assertThat(codes)
                .containsExactlyElementsOf(
                        levels.keySet().stream().map(String::valueOf).toList());
        List<Double> exact = List.copyOf(levels.values());
        for (int i = 0; i < exact.size(); i++) {
            assertThat(Double.parseDouble(outputs.get(i)))
                    .isCloseTo(exact.get(i), within(1e-3 * Math.abs(exact.get(i)) + 1e-9));
        }
    }

    @Test
    void theFormAsAQueryKeepsWhatWasAskedAndDrawsIt() throws Exception {
        Document page = Browse.page(
                mvc,
                "/quantizers/google-int8?role=activations&bits=3&options.signed=true&options.gradient=ste"
                        + "&options.emaDecay=0,5&parameters.threshold=6&reach=2");

        assertThat(page.select("input[name=bits][checked]").attr("value")).isEqualTo("3");
        assertThat(selected(page, "options.signed")).isEqualTo("true");
        assertThat(selected(page, "options.gradient")).isEqualTo("ste");
        assertThat(value(page, "options.emaDecay")).isEqualTo("0,5");
        assertThat(value(page, "parameters.threshold")).isEqualTo("6");
        assertThat(value(page, "reach")).isEqualTo("2");
        // 3 bits signed: codes -3..3 in steps of 6/3, drawn half as far again
        assertThat(page.select("#levels tbody th").eachText()).containsExactly("-3", "-2", "-1", "0", "1", "2", "3");
        assertThat(page.select("#levels tbody td:nth-child(2)").eachText())
                .containsExactly("-6", "-4", "-2", "0", "2", "4", "6");
        assertThat(page.select("#levels tbody tr:first-child td:nth-child(3)").text())
                .isEqualTo("-9");
        assertThat(JsonMapper.shared()
                        .readTree(page.select("#curve-request").attr("data-request"))
                        .at("/options"))
                .isEqualTo(JsonMapper.shared().readTree("{\"signed\":true,\"gradient\":\"ste\",\"emaDecay\":0.5}"));
    }

    @Test
    void anEmptyParameterIsInitialisedFromTheSample() throws Exception {
        Document page = Browse.page(mvc, "/quantizers/google-int8?bits=4&reach=3&parameters.threshold=");

        assertThat(page.expectFirst("[name=parameters.threshold]").attr("placeholder"))
                .isEqualTo("3");
        assertThat(page.select("#answer .facts").text()).contains("threshold, from the sample 3");
    }

    @Test
    void anOtherSchemeHasOtherParameters() throws Exception {
        Document page = Browse.page(mvc, "/quantizers/google-int8?options.scheme=affine&parameters.threshold=6");

        assertThat(page.select("#parameter-fields input").eachAttr("name"))
                .containsExactly("parameters.rangeMin", "parameters.rangeMax");
        assertThat(page.select(".wrong, .notice.bad")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "role=both, role, weights or activations",
        "bits=9, bits, 1 to 8",
        "bits=four, bits, four",
        "reach=0, reach, above 0",
        "options.signed=perhaps, options.signed, true or false",
        "options.gradient=none, options.gradient, 'clip, ste'",
        "options.emaDecay=2, options.emaDecay, 0.999999",
        "options.emaDecay=slow, options.emaDecay, slow",
        "parameters.threshold=wide, parameters.threshold, wide",
        "parameters.threshold=1e999, parameters.threshold, at most 1000000"
    })
    void whatIsWrongStandsAtItsField(String query, String field, String message) throws Exception {
        MockHttpServletResponse refused = Browse.answer(mvc, "/quantizers/google-int8?" + query, Browse.BROWSER);
        Document page = Jsoup.parse(Browse.text(refused));

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page.expectFirst("[id=" + field.replace('.', '-') + "-wrong]")
                        .text())
                .contains(message);
        assertThat(page.select(".wrong")).hasSize(1);
        assertThat(page.select("figure, #curve-request")).isEmpty();
        assertThat(page.select(".formula")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pact?parameters.alpha=-1000000",
                "lsq?parameters.step=1e6&bits=8",
                "lsq?role=weights&parameters.step=0",
                "qil?role=weights&parameters.center=1e-300&parameters.halfWidth=1e-300",
                "google-int8?options.scheme=affine&parameters.rangeMin=3&parameters.rangeMax=-3"
            })
    void oddParametersAreDrawnInNumbers(String query) throws Exception {
        MockHttpServletResponse drawn = Browse.answer(mvc, "/quantizers/" + query, Browse.BROWSER);

        assertThat(drawn.getStatus()).isEqualTo(200);
        assertThat(Browse.text(drawn)).contains("</html>", "<polyline").doesNotContain("NaN", "Infinity");
    }

    @Test
    void aHostileValueIsShownAndNotRun() throws Exception {
        Document page = Jsoup.parse(Browse.text(Browse.answer(
                mvc,
                "/quantizers/pact?options.init=%3Cimg%20src=x%20onerror=alert(1)%3E&bits=%3Cb%3E",
                Browse.BROWSER)));

        assertThat(page.select("img[onerror], b")).isEmpty();
        assertThat(value(page, "options.init")).isEqualTo("<img src=x onerror=alert(1)>");
    }

    @Test
    void anUnknownQuantizerIsNotFound() throws Exception {
        MockHttpServletResponse page = Browse.answer(mvc, "/quantizers/nothing", Browse.BROWSER);
        MockHttpServletResponse document = Browse.answer(mvc, "/quantizers/nothing", "*/*");

        assertThat(page.getStatus()).isEqualTo(404);
        assertThat(Browse.text(page)).contains("<main", "there is no quantizer nothing", "pact");
        assertThat(document.getStatus()).isEqualTo(404);
        assertThat(document.getContentType()).startsWith("application/problem+json");
        assertThat(Browse.text(document)).contains("unknown-quantizer");
    }

    private JsonNode json(String path) throws Exception {
        MockHttpServletResponse answer = Browse.answer(mvc, path, "*/*");
        assertThat(answer.getContentType()).isEqualTo("application/json");
        return JsonMapper.shared().readTree(Browse.text(answer));
    }

    /** What the page's script sends. */
    private JsonNode evaluate(Document page, String path) throws Exception {
        Element drawn = page.expectFirst("#curve-request");
        ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(drawn.attr("data-request"));
        double from = Double.parseDouble(drawn.attr("data-from"));
        double to = Double.parseDouble(drawn.attr("data-to"));
        int count = Integer.parseInt(drawn.attr("data-count"));
        ArrayNode input = request.putArray("input");
        ArrayNode ones = request.putArray("upstreamGradient");
        for (int i = 0; i < count; i++) {
            input.add(from + (to - from) * i / (count - 1));
            ones.add(1);
        }
        MockHttpServletResponse answer = mvc.perform(MockMvcRequestBuilders.post(path + "/evaluate")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(request.toString()))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(Browse.text(answer)).isEqualTo(200);
        return JsonMapper.shared().readTree(Browse.text(answer));
    }

    private static String selected(Document page, String field) {
        return page.expectFirst("[name=" + field + "] option[selected]").attr("value");
    }

    private static String value(Document page, String field) {
        return page.expectFirst("[name=" + field + "]").attr("value");
    }
}
