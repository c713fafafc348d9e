package io.bitgap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunPurpose;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** A person at a browser: describes an experiment, watches it, reads its table, downloads, and looks at every page. */
@ExtendWith(InstalledChromium.class)
@SpringBootTest(properties = "bitgap.role=all", webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTests {
    private static final LocatorAssertions.IsVisibleOptions IN_TIME =
            new LocatorAssertions.IsVisibleOptions().setTimeout(Visit.PATIENCE_MS);

    private static final String HTMX = "webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final String CHART = "webjars/chart.js/dist/chart.umd.min.js";

    @LocalServerPort
    int port;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    private @Nullable Visit opened;
    private String address = "";
    private String slug = "";

    /** The first experiment of this database, described in the form and watched to its end; every test reads its results. */
    @BeforeAll
    void submitAnExperimentByForm() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Visit.PAGE_MS);
        opened = new Visit();
        address = "http://127.0.0.1:" + port;
        Page page = visit().page(address);
        page.navigate("/");
        page.getByText("Make the first experiment").click();
        // the whole form, for what is ticked in it is unticked
        page.waitForURL("**/experiments/new");
        fill(page);
        assertThat(page.locator("#sum")).containsText("3 runs");
        assertThat(page.locator("#spec")).hasValue(Pattern.compile("\"trainExamples\": *640"));
        page.locator("#start").click();
        page.waitForURL("**/experiments/browser*");
        slug = page.url().substring(page.url().lastIndexOf('/') + 1);

        Page first = visit().page(address);
        first.navigate("/");
        assertThat(first.locator("main")).containsText("As soon as an experiment has finished");
        assertThat(first.locator("footer")).containsText("Times are UTC");

        assertThat(page.locator("#summary .badge.completed")).isVisible(IN_TIME);
        assertThat(page.locator("tr.top1 td.measured .value")).hasText(Pattern.compile("\\d+\\.\\d\\d %"));
        visit().expectNoComplaints();
    }

    @BeforeEach
    void forgetEarlierComplaints() {
        visit().forget();
    }

    @AfterAll
    void closeTheBrowser() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aResultLeadsToItsRunAndToTheFilesOfItsCheckpoints() throws Exception {
        Page page = visit().page(address);
        page.navigate("/experiments/" + slug);
        page.locator("tr.top1 td.measured a.value").click();
        assertThat(page.locator("h1")).containsText("pact at 4 bits, seed 1");
        page.waitForCondition(
                () -> {
                    page.reload();
                    return page.locator("#checkpoints a[download]:text-is('model.onnx')")
                                    .count()
                            > 0;
                },
                new Page.WaitForConditionOptions().setTimeout(Visit.PATIENCE_MS));
        Download download = page.waitForDownload(() -> page.locator("#checkpoints a[download]:text-is('model.onnx')")
                .first()
                .click());
        Path file = download.path();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        assertThat(download.suggestedFilename()).startsWith("resnet8-shapes10-").endsWith(".onnx");
        assertThat(page.locator("#checkpoints")).containsText(hash);
        visit().expectNoComplaints();
    }

    @Test
    void everyPageIsAccessibleAndAsWideAsTheScreenOnADeskAndInAHandInLightAndInTheDark() {
        Page page = visit().page(address);
        List<String> complaints = new ArrayList<>();
        // their filters, columns and charts are folded or laid out anew; the menu is everywhere
        Set<String> folded = Set.of("/", "/runs", "/experiments/" + slug, "/runs/" + run().id());
        for (String path : paths()) {
            page.navigate(path);
            assertThat(page.locator("h1")).hasCount(1);
            complaints.addAll(Accessibility.complaints(page, folded.contains(path)));
        }
        assertThat(complaints).isEmpty();
        visit().expectNoComplaints();
    }

    @Test
    void everyStateCanBeReadInACellOfEveryColour() {
        Page page = visit().page(address);
        page.navigate("/experiments/" + slug);
        page.evaluate("""
                () => {
                  const row = document.querySelector('.comparison tr.top1');
                  for (const colour of ['near', 'some', 'wide', 'far']) {
                    const other = row.cloneNode(true);
                    const cell = other.querySelector('.measured');
                    cell.className = `measured ${colour}`;
                    for (const state of ['done', 'running', 'queued', 'waiting', 'failed', 'canceled']) {
                      cell.insertAdjacentHTML('beforeend', `<span class="badge ${state}">${state}</span>`);
                    }
                    row.before(other);
                  }
                }
                """);
        assertThat(page.locator(".far .badge.failed")).hasCount(1);
        assertThat(Accessibility.complaints(page, false)).isEmpty();
    }

    @Test
    void aSmallScreenBeginsWithTheListAndItsStatesWhileFiltersAndMenuAreFolded() {
        Page page = visit().page(address, Visit.handheld().setJavaScriptEnabled(false));
        page.navigate("/runs");
        assertThat(page.locator("#filter-method")).isHidden();
        for (String list : List.of("/runs", "/experiments", "/experiments/" + slug, "/queue")) {
            page.navigate(list);
            Locator state = page.locator("th")
                    .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*state\\s*$")))
                    .last();
            assertThat(state.boundingBox().x + state.boundingBox().width)
                    .as(list)
                    .isLessThan(390);
        }
        page.navigate("/runs");
        page.getByText("Filters and columns").click();
        page.locator("#filter-method").fill("pact");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#filter-method")).hasValue("pact");
        assertThat(page.locator("#filter-method")).isVisible();
        page.getByText("Menu").click();
        page.getByText("Quantizers").click();
        assertThat(page.locator("h1")).hasText("Quantizers");

        Page wide = visit().page(address, new NewContextOptions().setViewportSize(1280, 900));
        wide.navigate("/runs");
        assertThat(wide.locator("#filter-method")).isVisible();
        assertThat(wide.getByText("Menu")).isHidden();
    }

    @Test
    void theMenuIsOneLineWhereAScrollbarTakesItsShare() {
        Page page = visit().page(address, new NewContextOptions().setViewportSize(1185, 900));
        page.navigate("/");
        assertThat(page.locator("header nav").boundingBox().height).isLessThan(40);
    }

    @Test
    void aFileOfANetworkIsPutIntoTheFieldThatIsSent() {
        Page page = visit().page(address);
        page.navigate("/networks");
        page.locator("#file").setInputFiles(file("small.json", "{\"vertices\": {}}"));
        assertThat(page.locator("#configuration")).hasValue("{\"vertices\": {}}");
        page.locator("#file").setInputFiles(file("large.json", " ".repeat((1 << 20) + 1)));
        assertThat(page.locator("#file-wrong")).containsText("large.json has 1048577 bytes");
        assertThat(page.locator("#configuration")).hasValue("{\"vertices\": {}}");
        visit().expectNoComplaints();
    }

    @Test
    void everythingCanBeReadWithoutJavaScript() {
        Page page = visit().page(address, new NewContextOptions().setJavaScriptEnabled(false));
        page.navigate("/experiments/" + slug);
        assertThat(page.locator("tr.top1 td.measured .value")).hasCount(1);
        page.navigate("/runs/" + run().id());
        assertThat(page.locator("#epochs-table tbody tr")).hasCount(1);
        page.navigate("/");
        assertThat(page.locator("table").first()).isVisible();
        for (String path : paths()) {
            page.navigate(path);
            assertThat(page.locator("main").innerText()).as(path).hasSizeGreaterThan(20);
        }
    }

    @Test
    void aStaircaseIsDrawnAgainWhileItsFormIsFilledIn() {
        Page page = visit().page(address);
        page.navigate("/quantizers/pact");
        assertThat(page.locator("canvas[data-curve=output]")).isVisible();
        assertThat(page.locator("#answer-said")).containsText("16 levels");
        page.locator("#levels summary").click();
        page.locator("#parameters-alpha").focus();
        page.keyboard().type("25");
        page.keyboard().press("ArrowLeft");
        page.waitForURL("**alpha=25**");
        page.keyboard().type(".");
        page.waitForURL("**alpha=2.5**");
        assertThat(page.locator("#answer")).containsText("alpha, given");
        assertThat(page.locator("#parameters-alpha")).isFocused();
        assertThat(page.locator("#levels")).hasAttribute("open", "");
        page.locator("label:has(#bits-3)").click();
        assertThat(page.locator("#answer-said")).containsText("8 levels");
        page.locator("label:has(#role-weights)").click();
        assertThat(page.locator("#answer-said")).containsText("pact for weights at 3 bits");
        assertThat(page.locator("#bits-3")).isChecked();
        assertThat(page.locator("#parameters-alpha")).hasCount(0);
        visit().expectNoComplaints();
    }

    @Test
    void aPageLoadsTheScriptsThatItNeedsAndAllOfThisVersion() {
        assertThat(scripts("/published")).containsExactlyInAnyOrder("js/bitgap.js", HTMX);
        assertThat(scripts("/experiments/new"))
                .containsExactlyInAnyOrder(
                        "js/bitgap.js", HTMX, "js/experiment-form.js", "js/morph.js", "lib/idiomorph.js");
        assertThat(scripts("/runs/" + run().id()))
                .containsExactlyInAnyOrder(
                        "js/bitgap.js",
                        HTMX,
                        "js/run-live.js",
                        "js/run-charts.js",
                        "js/layer-choice.js",
                        "js/charts.js",
                        CHART);
    }

    @Test
    void aForkThatChangesNothingIsOfferedTheStoredResult() {
        Page page = visit().page(address);
        page.navigate("/experiments/" + slug);
        page.getByText("Fork").click();
        assertThat(page.locator("#same")).containsText("This exact experiment was run before");
        assertThat(page.locator("#same button")).hasText("Run it again anyway");
        page.locator("#same a[href$='/experiments/" + slug + "']").click();
        page.waitForURL("**/experiments/" + slug);
        visit().expectNoComplaints();
    }

    @Test
    void aRunThatIsRunAgainIsFollowedToItsEndAndComesToTheSame() {
        Page page = visit().page(address);
        page.navigate("/runs/" + run().id());
        page.getByText("Run exactly again").click();
        page.waitForURL(
                url -> url.contains("/runs/") && !url.contains(run().id().toString()));
        assertThat(page.locator("#log-lines li")
                        .filter(new Locator.FilterOptions()
                                .setHasText(Pattern.compile("epoch 1", Pattern.CASE_INSENSITIVE)))
                        .first())
                .isVisible(IN_TIME);
        assertThat(page.locator("#summary .badge.completed")).isVisible(IN_TIME);
        // once its exports are done it loads itself once more, which would undo a click of that moment
        assertThat(page.locator("#poll")).hasCount(0);
        page.getByText("Compare with the original").click();
        page.waitForURL("**/compare?**");
        assertThat(page.locator("tr:has-text('top-1, last epoch')")).containsText("0.00 pp");
        visit().expectNoComplaints();
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private Visit visit() {
        return Objects.requireNonNull(opened);
    }

    /** What a page loads, named within the files of one version. */
    private List<String> scripts(String path) {
        Page page = visit().page(address);
        List<String> loaded = new ArrayList<>();
        page.onRequest(request -> {
            if (request.resourceType().equals("script")) {
                loaded.add(request.url());
            }
        });
        page.navigate(path);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        String root = address + "/assets/";
        assertThat(loaded).allMatch(url -> url.startsWith(root));
        assertThat(loaded.stream().map(url -> url.substring(root.length(), url.indexOf('/', root.length()))))
                .as("versions")
                .containsOnly(
                        loaded.get(0).substring(root.length(), loaded.get(0).indexOf('/', root.length())));
        return loaded.stream()
                .map(url -> url.substring(url.indexOf('/', root.length()) + 1))
                .toList();
    }

    /** One method at one setting, trained on little. */
    private static void fill(Page page) {
        page.locator("#name").fill("browser");
        page.locator("#network").selectOption("resnet8");
        page.locator("#dataset").selectOption("shapes10");
        Locator ticked = page.locator(".ticks input:checked");
        while (ticked.count() > 0) {
            ticked.first().uncheck();
        }
        page.getByLabel("pact at 4 bits", new Page.GetByLabelOptions().setExact(true))
                .check();
        page.locator("#recipe-epochs").fill("1");
        page.locator("#baseline-epochs").fill("2");
        page.locator("#limits-more summary").click();
        page.locator("#limits-trainExamples").fill("640");
        page.locator("#limits-testExamples").fill("200");
    }

    private List<String> paths() {
        RunView run = run();
        String checkpoint = run.checkpoints().get(0).id().toString();
        return List.of(
                "/",
                "/experiments",
                "/experiments/new",
                "/experiments/" + slug,
                "/runs/" + run.id(),
                "/checkpoints/" + checkpoint,
                "/runs",
                "/runs?sort=-top1&columns=method,setting,top1",
                "/compare?runs=" + run.id() + "," + run.baseline(),
                "/queue",
                "/workers",
                "/experiments/new?from=" + slug,
                "/quantizers",
                "/quantizers/qil",
                "/networks",
                "/networks/resnet8",
                "/datasets",
                "/recipes",
                "/published",
                "/tables",
                "/tables/pact",
                "/tables/measured?experiments=" + slug);
    }

    private RunView run() {
        ExperimentView experiment = experiments.get(slug);
        return runs.of(experiment.id()).stream()
                .filter(run -> run.purpose() == RunPurpose.QUANTIZED)
                .findFirst()
                .orElseThrow();
    }
}
