package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** The context has a data set {@code mislaid}, whose archive is not there, and which stands for cifar10. */
@WebRoleTest
class CataloguePageTests extends ApiTest {
    private static final String REASON = "mislaid.zip does not exist";

    @Test
    void aBrokenDataSetStaysInTheListWithItsReason() throws Exception {
        MockHttpServletResponse list = ok(get("/datasets"));
        String broken = "$.items[?(@.name == 'mislaid')].";
        assertThat(this.<List<String>>read(list, broken + "problem"))
                .singleElement()
                .asString()
                .contains(REASON);
        assertThat(this.<List<String>>read(list, broken + "published")).containsExactly("cifar10");
        assertThat(this.<List<Integer>>read(list, broken + "trainExamples")).containsOnlyNulls();
        assertThat(this.<List<String>>read(list, "$.items[?(@.name == 'shapes10')].problem"))
                .containsOnlyNulls();
    }

    @Test
    void thePageOfDataSetsSaysWhatEachHoldsOrWhyItCannotBeUsedAndHowToAddOne() throws Exception {
        Document page = Browse.page(http, "/datasets");
        assertThat(section(page, "shapes10").text())
                .contains(
                        "32x32 pixels",
                        "Classes 10",
                        "Training images 6,000",
                        "Test images 2,000",
                        "generated, seed 10");
        assertThat(section(page, "mislaid").text()).contains("Cannot be used", REASON, "It stands for cifar10");
        assertThat(page.expectFirst("#add").nextElementSibling()).isNotNull();
        assertThat(page.text()).contains("BITGAP_DATASETS_", "train/<class>/*", "#64x48", "#stream224", "#published=");
    }

    @Test
    void theFormOffersNoBrokenDataSetAndSaysWhy() throws Exception {
        Document page = Browse.page(http, "/experiments/new");
        assertThat(page.expectFirst("#dataset option[value=mislaid]").hasAttr("disabled"))
                .isTrue();
        assertThat(page.expectFirst("#dataset option[value=shapes10]").hasAttr("disabled"))
                .isFalse();
        assertThat(page.expectFirst("#fields").text()).contains("mislaid cannot be used: ", REASON);
        assertThat(page.select("#fields a[href=/datasets], #fields a[href=/recipes]"))
                .hasSize(2);
        String spec =
                "{\"name\":\"n\",\"network\":\"resnet8\",\"dataset\":\"mislaid\",\"methods\":[\"pact\"],\"bits\":[4]}";
        MockHttpServletResponse refused = submit(spec);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(this.<String>read(refused, "$.errors[0].message")).contains(REASON);
    }

    @Test
    void thePageOfRecipesHasEveryValueOfEachAndWhatDiffersFromTheDefault() throws Exception {
        Document page = Browse.page(http, "/recipes");
        assertThat(page.select("section.card h2").eachText()).isEqualTo(Recipes.names());
        for (Recipes.Named recipe : Recipes.catalogue()) {
            assertThat(section(page, recipe.name()).text()).contains(recipe.sentence(), recipe.source());
        }
        assertThat(section(page, "int8-sine").text()).contains("Epochs: 2; Learning rate: 0.1; Schedule: sine");
        assertThat(section(page, "progressive").text())
                .contains("the next wider setting")
                .doesNotContain("Differs");
        List<String> columns = page.select("main table thead th").eachText();
        assertThat(columns).startsWith("value", Recipes.DEFAULT).doesNotContain(Recipes.PER_METHOD);
        assertThat(page.select("main table tbody tr:has(td)")).hasSize(RecipeFields.ALL.size());
        assertThat(page.select("main table th[scope=rowgroup]").eachText()).contains("Schedule", "Evaluation");
        Element epochs = page.expectFirst("main table tbody tr:has(td)");
        assertThat(epochs.child(columns.indexOf("origin-cifar10"))
                        .select("strong")
                        .text())
                .isEqualTo("200");
        assertThat(epochs.child(columns.indexOf(Recipes.DEFAULT)).select("strong"))
                .isEmpty();
    }

    @Test
    void theFormHasTheFieldsOfRecipesByTheirThemes() throws Exception {
        Document page = Browse.page(http, "/experiments/new");
        assertThat(page.select("#recipe-more fieldset.theme > legend").eachText())
                .containsExactly("Schedule", "Optimizer", "Images and labels", "Evaluation", "Quantizers");
        assertThat(page.select("#baseline-more fieldset.theme > legend").eachText())
                .containsExactly("Schedule", "Optimizer", "Images and labels", "Evaluation");
        assertThat(page.select("#recipe-more .field")).hasSize(RecipeFields.ALL.size() - 2);
        assertThat(page.select("#baseline-more .field")).hasSize(RecipeFields.OF_ALL_RUNS.size() - 2);
    }

    private static Element section(Document page, String name) {
        return page.expectFirst("section[aria-labelledby$=-" + name + "]");
    }
}
