package io.bitgap.experiment.web;

import static io.bitgap.run.RunState.CANCELED;
import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.comparison.web.Browse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class ListPagesTests extends ApiTest {
    String dataset;
    StoredRuns stored;

    @BeforeEach
    void storeRuns() {
        dataset = "set-" + UUID.randomUUID();
        stored = new StoredRuns(jdbc, "=listed", "resnet20", dataset);
        stored.baseline(1, COMPLETED, 0.92);
        stored.run("pact", 4, 1, COMPLETED, 0.91);
        stored.run("pact", 2, 1, FAILED, 0.605);
        stored.run("+lsq", 4, 1, QUEUED, null);
    }

    @Test
    void thePageOfRunsShowsTheFilteredListAndItsTotal() throws Exception {
        Document page = runs("&method=pact&sort=weightBits");
        assertThat(page.expectFirst("#total").text()).isEqualTo("2 runs");
        assertThat(page.select("nav a[aria-current=page]").text()).isEqualTo("Runs");
        assertThat(headings(page))
                .containsExactly(
                        "Compare",
                        "method",
                        "state",
                        "bits",
                        "seed",
                        "experiment",
                        "epochs",
                        "top-1",
                        "gap",
                        "submitted");
        assertThat(page.select("#runs tbody tr:first-child td, #runs tbody tr:first-child th")
                        .eachText())
                .contains("pact", "=listed", "2", "1", "failed", "60.50 %");
        assertThat(page.expectFirst("#runs tbody tr:last-child").text()).contains("91.00 %", "1.00 pp");
        assertThat(page.expectFirst("#filter-method").val()).isEqualTo("pact");
        assertThat(page.expectFirst("#filter-dataset").val()).isEqualTo(dataset);
        assertThat(page.select("#known-method option").eachAttr("value")).contains("pact", "fp32");
    }

    @Test
    void aHeadingSortsAndSaysWhatTheListIsSortedBy() throws Exception {
        Document page = runs("&method=pact");
        assertThat(page.select("#runs th[aria-sort]").text()).isEqualTo("submitted");
        assertThat(page.select("#runs th[aria-sort]").attr("aria-sort")).isEqualTo("descending");

        String byTop1 = heading(page, "top-1").attr("href");
        assertThat(byTop1).isEqualTo("/runs?dataset=" + dataset + "&method=pact&sort=-top1");
        Document sorted = Browse.page(http, byTop1);
        assertThat(column(sorted, "top-1")).containsExactly("91.00 %", "60.50 %");
        assertThat(sorted.expectFirst("#runs th[aria-sort=descending]").text()).isEqualTo("top-1");
        Document back = Browse.page(http, heading(sorted, "top-1").attr("href"));
        assertThat(column(back, "top-1")).containsExactly("60.50 %", "91.00 %");
        assertThat(back.expectFirst("#runs th[aria-sort=ascending]").text()).isEqualTo("top-1");
        assertThat(heading(page, "method").attr("href")).endsWith("&sort=method");
        assertThat(sorted.expectFirst("form.filters input[name=sort]").val()).isEqualTo("-top1");
    }

    @Test
    void theNextPageKeepsFilterSortAndColumns() throws Exception {
        Document first = runs("&sort=-top1&columns=top1,seconds&limit=3");
        assertThat(headings(first)).containsExactly("Compare", "method", "top-1", "took");
        Document second = Browse.page(http, first.expectFirst("a[rel=next]").attr("href"));
        assertThat(headings(second)).containsExactly("Compare", "method", "top-1", "took");
        assertThat(second.select("#runs tbody th").eachText()).containsExactly("+lsq");
        assertThat(second.select("a[rel=next]")).isEmpty();
        assertThat(Browse.page(
                                http,
                                second.select(".pages a:contains(First page)").attr("href"))
                        .select("#runs tbody th")
                        .eachText())
                .containsExactly("fp32", "pact", "pact");
        assertThat(second.select("input[name=columns][checked]").eachAttr("value"))
                .containsExactly("top1", "seconds");
    }

    @Test
    void rowsAreTickedToBeCompared() throws Exception {
        Element form = runs("").expectFirst("form[action=/compare]");
        assertThat(form.attr("method")).isEqualTo("get");
        assertThat(form.select("input[type=checkbox][name=runs]").eachAttr("value"))
                .hasSize(4)
                .allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull());
        assertThat(form.select("input[name=runs]").eachAttr("aria-label")).contains("Compare pact at 2, seed 1");
    }

    @Test
    void aFileThatCannotBeMadeIsAnErrorAndNoFile() throws Exception {
        MockHttpServletResponse answer = http.perform(get("/runs?format=csv&experiment=nope"))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).contains("unknown-experiment").doesNotContain("method,");
        assertThat(answer.getHeader("Content-Disposition")).isNull();
    }

    @Test
    void aFileHasAsManyRowsAsItsLimitSaysFromItsPageOn() throws Exception {
        String list = "/runs?dataset=" + dataset + "&sort=-top1";
        String token = read(ok(get(URI.create(list + "&limit=1"))), "$.nextPageToken");
        List<String> all = csv(list);
        assertThat(all).hasSize(5);
        assertThat(csv(list + "&limit=3")).isEqualTo(all.subList(0, 4));
        assertThat(csv(list + "&limit=2&pageToken=" + token)).containsExactly(all.get(0), all.get(2), all.get(3));
    }

    @Test
    void onlyAFileForASpreadsheetBeginsWithAByteOrderMark() throws Exception {
        String list = "/runs?dataset=" + dataset + "&format=csv";
        byte[] marked = Browse.answer(http, list + "&bom=true", "*/*").getContentAsByteArray();
        assertThat(marked).startsWith(0xEF, 0xBB, 0xBF, 'i', 'd', ',');
        assertThat(Browse.answer(http, list, "*/*").getContentAsByteArray()).startsWith('i', 'd', ',');
        assertThat(runs("").select("a:contains(CSV)").attr("href")).endsWith("&format=csv&bom=true");
        assertThat(this.<String>read(answer(get(URI.create(list + "&bom=perhaps"))), "$.detail"))
                .contains("bom");
    }

    @Test
    void theCsvFileHasTheWholeListAndTheChosenColumns() throws Exception {
        MockHttpServletResponse file = Browse.answer(
                http,
                runs("&columns=experiment,top1,gap,state&sort=-top1&limit=1")
                        .select("a:contains(CSV)")
                        .attr("href"),
                Browse.BROWSER);
        assertThat(file.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.getHeader("Content-Disposition"))
                .matches("attachment; filename=\"runs-\\d{4}-\\d\\d-\\d\\d.csv\"");
        List<String> lines = Browse.text(file).lines().toList();
        assertThat(lines.get(0)).isEqualTo("\uFEFFid,method,state,experiment,top1,gap");
        assertThat(lines.subList(1, 5).stream().map(line -> line.substring(36)))
                .containsExactly(
                        ",fp32,COMPLETED,'=listed,0.92,",
                        ",pact,COMPLETED,'=listed,0.91,0.01",
                        ",pact,FAILED,'=listed,0.605,",
                        ",'+lsq,QUEUED,'=listed,,");
        assertThat(ok(get("/runs?format=json&dataset=" + dataset).header("Accept", Browse.BROWSER))
                        .getContentType())
                .isEqualTo("application/json");
    }

    @Test
    void anEmptyListSaysWhatToDo() throws Exception {
        assertThat(runs("&method=none").select(".empty").text()).contains("No run matches all of these filters");
        assertThat(runs("&method=none").select("#runs, form[action=/compare]")).isEmpty();
        assertThat(Browse.page(http, "/experiments?q=nothing-like-it")
                        .select(".empty")
                        .text())
                .contains("No experiment matches all of these filters");
    }

    @Test
    void aBadFilterOnAPageIsAPageThatSaysWhatIsAllowed() throws Exception {
        MockHttpServletResponse refused = Browse.answer(http, "/runs?minTop1=90", Browse.BROWSER);
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(Browse.text(refused)).contains("minTop1 must be a fraction from 0 to 1");
    }

    @Test
    void experimentsAreFilteredSortedAndPaged() throws Exception {
        StoredRuns failed = new StoredRuns(jdbc, "B failed", "resnet8", dataset);
        failed.baseline(1, FAILED, null);
        StoredRuns done = new StoredRuns(jdbc, "A done", "resnet8", dataset);
        done.baseline(1, COMPLETED, 0.9);
        StoredRuns canceled = new StoredRuns(jdbc, "C canceled", "resnet8", dataset);
        canceled.baseline(1, CANCELED, null);

        assertThat(names("")).hasSize(4);
        assertThat(names("&sort=name")).containsExactly("=listed", "A done", "B failed", "C canceled");
        assertThat(names("&sort=-name")).containsExactly("C canceled", "B failed", "A done", "=listed");
        assertThat(names("&state=RUNNING")).containsExactly("=listed");
        assertThat(names("&state=failed,CANCELED&sort=name")).containsExactly("B failed", "C canceled");
        assertThat(names("&state=COMPLETED")).containsExactly("A done");
        assertThat(names("&sort=state,name")).containsExactly("C canceled", "A done", "B failed", "=listed");
        assertThat(names("&sort=-runs&limit=1")).containsExactly("=listed");
        assertThat(names("&q=FAIL")).containsExactly("B failed");
        assertThat(names("&method=pact")).containsExactly("=listed");
        assertThat(names("&network=resnet20,resnet18")).containsExactly("=listed");
        String hash = jdbc.sql("select spec_hash from experiment where id = :id")
                .param("id", done.experiment())
                .query(String.class)
                .single();
        assertThat(names("&sort=name&specHash=" + hash)).containsExactly("A done", "B failed", "C canceled");
        assertThat(names("&createdBy=somebody")).hasSize(4);
        assertThat(names("&specHash=other")).isEmpty();
        for (String sort : List.of("createdAt", "name", "state", "network", "dataset", "createdBy", "runs")) {
            MockHttpServletResponse first = experiments("&limit=2&sort=-" + sort);
            List<String> all = read(first, "$.items[*].id");
            List<String> rest = read(
                    experiments("&limit=2&sort=-" + sort + "&pageToken=" + read(first, "$.nextPageToken")),
                    "$.items[*].id");
            assertThat(rest).as(sort).hasSize(2).doesNotContainAnyElementsOf(all);
        }
        assertThat(this.<String>read(answer(get("/experiments?sort=top1")), "$.detail"))
                .startsWith("sort cannot be by 'top1'; it takes createdAt, name, state,");
        assertThat(this.<String>read(answer(get("/experiments?state=QUEUED")), "$.errors[0].pointer"))
                .isEqualTo("/state");
    }

    @Test
    void thePageOfExperimentsHasTheSameTools() throws Exception {
        Document page = Browse.page(http, "/experiments?dataset=" + dataset + "&columns=state,methods,slug");
        assertThat(headings(page)).containsExactly("experiment", "state", "methods", "readable id");
        assertThat(page.select("#experiments tbody td").eachText())
                .containsExactly("=listed", "running", stored.slug());
        assertThat(page.select("#experiments th a").eachAttr("href"))
                .contains("/experiments?dataset=" + dataset + "&columns=state,methods,slug&sort=name");
        List<String> csv = Browse.text(
                        Browse.answer(http, page.select("a:contains(CSV)").attr("href"), Browse.BROWSER))
                .lines()
                .toList();
        assertThat(csv.get(0)).isEqualTo("\uFEFFid,name,state,methods,slug");
        assertThat(csv.get(1)).endsWith(",'=listed,RUNNING,," + stored.slug());
    }

    @Test
    void whatIsCompletedIsNotConfusedWithWhatFailedOrWasCanceled() throws Exception {
        stored.run("pact", 3, 1, CANCELED, null);
        String progress = "2 of 5 completed, 1 failed, 1 canceled";

        assertThat(this.<Map<String, Integer>>read(experiments(""), "$.items[0].progress"))
                .isEqualTo(Map.of("completed", 2, "failed", 1, "canceled", 1, "doubtful", 0, "total", 5));
        assertThat(Browse.page(http, "/experiments?dataset=" + dataset)
                        .select("td:has(progress)")
                        .text())
                .isEqualTo(progress);
        assertThat(Browse.page(http, "/experiments/" + stored.slug())
                        .select("#summary dd:has(progress)")
                        .text())
                .isEqualTo(progress);
    }

    @Test
    void anExperimentsPageShowsItsFirstRunsAndLeadsToAllOfThem() throws Exception {
        for (int seed = 2; seed < 102; seed++) {
            stored.run("pact", 4, seed, QUEUED, null);
        }
        Document page = Browse.page(http, "/experiments/" + stored.slug());
        assertThat(page.select("#runs-table tbody tr")).hasSize(50);
        assertThat(page.text()).contains("The first 50 of 104.");
        Document all = Browse.page(http, page.select("a:contains(all of them)").attr("href") + "&limit=500");
        assertThat(all.select("#runs tbody tr")).hasSize(104);
    }

    private List<String> csv(String list) throws Exception {
        return Browse.text(Browse.answer(http, list + "&format=csv", "*/*"))
                .lines()
                .toList();
    }

    private Document runs(String more) throws Exception {
        return Browse.page(http, "/runs?dataset=" + dataset + more);
    }

    private List<String> names(String more) throws Exception {
        return read(experiments(more), "$.items[*].name");
    }

    private MockHttpServletResponse experiments(String more) throws Exception {
        return ok(get(URI.create("/experiments?dataset=" + dataset + more)));
    }

    private static List<String> headings(Document page) {
        return page.select("table.list thead th").eachText();
    }

    private static Element heading(Document page, String title) {
        return page.select("table.list thead a").stream()
                .filter(link -> link.text().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> column(Document page, String title) {
        int place = headings(page).indexOf(title);
        return page.select("table.list tbody tr").stream()
                .map(row -> row.child(place).text())
                .toList();
    }
}
