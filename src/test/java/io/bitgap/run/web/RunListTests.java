package io.bitgap.run.web;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.experiment.web.ApiTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class RunListTests extends ApiTest {
    /** A data set of each test's own, so that tests do not see each other's runs. */
    String dataset;

    StoredRuns stored;
    UUID fp32;
    UUID pact4;
    UUID pact2;
    UUID lsq4;
    UUID waiting;

    @BeforeEach
    void storeRuns() {
        dataset = "set-" + UUID.randomUUID();
        stored = new StoredRuns(jdbc, "listed", "resnet20", dataset);
        fp32 = stored.baseline(1, COMPLETED, 0.92);
        pact4 = stored.run("pact", 4, 1, COMPLETED, 0.91);
        pact2 = stored.run("pact", 2, 1, RUNNING, 0.60);
        lsq4 = stored.run("qil, two-phase", "qil", "qil", "w3a4", 3, 4, 1, FAILED, 0.91);
        waiting = stored.run("lsq", 8, 2, QUEUED, null);
    }

    @Test
    void everyFilterKeepsWhatItNames() throws Exception {
        assertThat(ids("")).containsExactlyInAnyOrder(fp32, pact4, pact2, lsq4, waiting);
        assertThat(ids("&experiment=" + stored.slug())).hasSize(5);
        assertThat(ids("&experiment=" + stored.experiment())).hasSize(5);
        assertThat(ids("&experiment=" + stored.experiment().toString().toUpperCase(Locale.ROOT)))
                .hasSize(5);
        assertThat(ids("&q=LIST")).hasSize(5);
        assertThat(ids("&q=other")).isEmpty();
        assertThat(ids("&state=FAILED")).containsExactly(lsq4);
        assertThat(ids("&state=failed,running")).containsExactlyInAnyOrder(lsq4, pact2);
        assertThat(ids("&state=FAILED&state=RUNNING")).containsExactlyInAnyOrder(lsq4, pact2);
        assertThat(ids("&method=pact")).containsExactlyInAnyOrder(pact4, pact2);
        assertThat(ids("&method=pact,%20lsq")).containsExactlyInAnyOrder(pact4, pact2, waiting);
        assertThat(ids("&method=qil%5C,%20two-phase")).containsExactly(lsq4);
        assertThat(ids("&network=resnet20")).hasSize(5);
        assertThat(ids("&network=resnet18")).isEmpty();
        assertThat(ids("&weightBits=4,3")).containsExactlyInAnyOrder(pact4, lsq4);
        assertThat(ids("&activationBits=4")).containsExactlyInAnyOrder(pact4, lsq4);
        assertThat(ids("&setting=w3a4")).containsExactly(lsq4);
        assertThat(ids("&seed=2")).containsExactly(waiting);
        assertThat(ids("&minTop1=0.91")).containsExactlyInAnyOrder(fp32, pact4, lsq4);
        assertThat(ids("&maxGap=0.0101")).containsExactly(pact4);
        assertThat(ids("&maxGap=0.001")).isEmpty();
        assertThat(ids("&createdBy=somebody")).hasSize(5);
        assertThat(ids("&createdAfter=2026-01-02&createdBefore=2026-01-03")).hasSize(5);
        assertThat(ids("&createdBefore=2026-01-02T03:04:05Z")).isEmpty();
        assertThat(ids("&method=pact&state=COMPLETED")).containsExactly(pact4);
        assertThat(ids("&method=&minTop1=&state="))
                .as("what a form sends where nothing was entered")
                .hasSize(5);
    }

    @Test
    void severalSortKeysGoEitherWayAndRowsWithoutAValueComeLast() throws Exception {
        assertThat(ids("&sort=-top1,weightBits")).containsExactly(fp32, lsq4, pact4, pact2, waiting);
        assertThat(ids("&sort=top1,-weightBits")).containsExactly(pact2, pact4, lsq4, fp32, waiting);
        assertThat(ids("&sort=method,-weightBits")).containsExactly(fp32, waiting, pact4, pact2, lsq4);
        assertThat(ids("&sort=gap").get(0)).isEqualTo(pact4);
        assertThat(ids("&sort=-gap").get(0)).isEqualTo(pact4);
        for (String key : List.of(
                "createdAt",
                "startedAt",
                "finishedAt",
                "experiment",
                "network",
                "dataset",
                "method",
                "setting",
                "weightBits",
                "activationBits",
                "seed",
                "state",
                "top1",
                "bestTop1",
                "loss",
                "gap",
                "imagesPerSecond",
                "seconds",
                "epoch",
                "position")) {
            for (String direction : List.of("", "-")) {
                assertThat(pages("&sort=" + direction + key, 2))
                        .as(direction + key)
                        .isEqualTo(ids("&sort=" + direction + key))
                        .hasSize(5)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void everySortKeyAndFilterIsDescribed() throws Exception {
        List<String> described = read(ok(get("/v3/api-docs")), "$.paths['/runs'].get.parameters[*].name");
        List<String> known = io.bitgap.run.RunListing.ALL.sortNames();
        assertThat(described)
                .contains("limit", "pageToken", "sort", "minTop1", "createdBefore")
                .doesNotContain("parameters");
        List<String> sentence =
                read(ok(get("/v3/api-docs")), "$.paths['/runs'].get.parameters[?(@.name=='sort')].description");
        assertThat(sentence.get(0)).contains(known);
    }

    @Test
    void pagesStayWholeWhileRunsComeAndGetBetter() throws Exception {
        String sort = "&sort=-top1";
        MockHttpServletResponse first = list(sort + "&limit=2");
        List<String> seen = new ArrayList<>(this.<List<String>>read(first, "$.items[*].id"));
        assertThat(this.<Integer>read(first, "$.total")).isEqualTo(5);
        stored.run("dorefa", 4, 1, COMPLETED, 0.99);
        jdbc.sql("update run set last_top1 = 0.995 where id = :id")
                .param("id", UUID.fromString(seen.get(1)))
                .update();

        MockHttpServletResponse rest = list(sort + "&limit=10&pageToken=" + read(first, "$.nextPageToken"));
        List<String> after = read(rest, "$.items[*].id");
        assertThat(after).doesNotContainAnyElementsOf(seen).hasSize(3);
        assertThat(this.<@Nullable String>read(rest, "$.nextPageToken")).isNull();
        assertThat(this.<Integer>read(rest, "$.total")).isEqualTo(6);
    }

    @Test
    void aTokenIsOfOneListOnly() throws Exception {
        String token = read(list("&sort=-top1&limit=2"), "$.nextPageToken");
        assertThat(list("&sort=-top1&limit=5&pageToken=" + token).getStatus()).isEqualTo(200);
        for (String other : List.of("&sort=top1", "&sort=-bestTop1", "", "&sort=-top1&method=pact")) {
            MockHttpServletResponse refused = list(other + "&pageToken=" + token);
            assertThat(refused.getStatus()).as(other).isEqualTo(400);
            assertThat(this.<String>read(refused, "$.errors[0].pointer")).isEqualTo("/pageToken");
            assertThat(this.<String>read(refused, "$.detail")).contains("with the same sort and filters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "e30", "eyJvZiI6IngifQ", "%00", "bnVsbA"})
    void aTokenThatNoListHasGivenIsRefused(String token) throws Exception {
        assertThat(list("&pageToken=" + token).getStatus()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stat=RUNNING | /stat | There is no parameter 'stat' here; there are limit, pageToken, sort,",
                "state=DONE | /state | state must be one of WAITING, QUEUED, STARTING, RUNNING, PAUSED, CANCELED, COMPLETED, FAILED, not 'DONE'.",
                "weightBits=9 | /weightBits | weightBits must be one of 1, 2, 3, 4, 5, 6, 7, 8, 32, not '9'.",
                "seed=one | /seed | seed must be a whole number, not 'one'.",
                "minTop1=91.3 | /minTop1 | minTop1 must be a fraction from 0 to 1 (0.9 is 90 %), not '91.3'.",
                "minTop1=NaN | /minTop1 | minTop1 must be a fraction",
                "minTop1=0.1&minTop1=0.2 | /minTop1 | minTop1 can be given once.",
                "maxGap=x | /maxGap | maxGap must be a number, not 'x'.",
                "createdAfter=yesterday | /createdAfter | createdAfter must be a date like 2026-01-31 or a time like",
                "createdAfter=+999999999-01-01T00:00:00Z | /createdAfter | createdAfter must be a date",
                "sort=name | /sort | sort cannot be by 'name'; it takes createdAt, startedAt, finishedAt,",
                "sort=top1,-top1 | /sort | sort names top1 twice.",
                "method=a%00b | /method | method must be text without control characters",
                "columns=top5&format=csv | /columns | There is no column 'top5'; columns takes method, state,",
                "format=xml | /format | format must be json or csv, not 'xml'."
            })
    void whatCannotBeIsRefusedWithWhatCan(String query, String pointer, String sentence) throws Exception {
        MockHttpServletResponse refused = answer(get(URI.create("/runs?" + query)));
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        assertThat(this.<String>read(refused, "$.errors[0].pointer")).isEqualTo(pointer);
        assertThat(this.<String>read(refused, "$.errors[0].message")).startsWith(sentence);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        MockHttpServletResponse refused = answer(get("/runs?limit=0&state=X&colour=red"));
        assertThat(this.<List<String>>read(refused, "$.errors[*].pointer"))
                .containsExactlyInAnyOrder("/limit", "/state", "/colour");
    }

    @Test
    void runsOfAnExperimentThatIsNotThereAreNotFound() throws Exception {
        assertThat(answer(get("/runs?experiment=nothing-of-the-kind")).getStatus())
                .isEqualTo(404);
        assertThat(answer(get("/experiments/nothing-of-the-kind/runs")).getStatus())
                .isEqualTo(404);
    }

    @Test
    void theRunsOfAnExperimentComeInItsOrderByThePage() throws Exception {
        String path = "/experiments/" + stored.slug() + "/runs";
        MockHttpServletResponse first = ok(get(path + "?limit=3"));
        MockHttpServletResponse second = ok(get(path + "?limit=3&pageToken=" + read(first, "$.nextPageToken")));
        List<String> all = new ArrayList<>(this.<List<String>>read(first, "$.items[*].id"));
        all.addAll(this.<List<String>>read(second, "$.items[*].id"));
        assertThat(all).containsExactly(texts(fp32, pact4, pact2, lsq4, waiting));
        assertThat(this.<List<String>>read(ok(get(path + "?method=pact&sort=weightBits")), "$.items[*].id"))
                .containsExactly(texts(pact2, pact4));
        assertThat(answer(get(path + "?experiment=x")).getStatus()).isEqualTo(400);
    }

    @Test
    void aListHasTheLastAttemptAndTheIdsOfTwoCheckpointsWhereARunHasAllOfThem() throws Exception {
        List<UUID> saved = trained(pact4, 0.5, 0.9, 0.9, 0.8);

        MockHttpServletResponse list = list("&method=pact&sort=-weightBits");

        assertThat(this.<Integer>read(list, "$.items[0].attempt.number")).isEqualTo(2);
        assertThat(this.<String>read(list, "$.items[0].attempt.state")).isEqualTo("COMPLETED");
        assertThat(this.<String>read(list, "$.items[0].lastCheckpoint"))
                .isEqualTo(saved.get(3).toString());
        assertThat(this.<String>read(list, "$.items[0].bestCheckpoint"))
                .isEqualTo(saved.get(2).toString());
        assertThat(list.getContentAsString()).doesNotContain("attempts", "checkpoints", "overhead", "sha256");
        assertThat(this.<Object>read(list, "$.items[1].attempt")).isNull();
        assertThat(this.<Object>read(list, "$.items[1].lastCheckpoint")).isNull();
        MockHttpServletResponse run = ok(get("/runs/" + pact4));
        assertThat(this.<List<Integer>>read(run, "$.attempts[*].number")).containsExactly(1, 2);
        assertThat(this.<List<String>>read(run, "$.checkpoints[*].id"))
                .isEqualTo(saved.stream().map(UUID::toString).toList());
    }

    @Test
    void aPageOfFiftyRunsHasAtMost100KiB() throws Exception {
        for (int seed = 3; seed < 50; seed++) {
            trained(stored.run("w-pact-act-learned", 4, seed, COMPLETED, 0.9), 0.5, 0.6, 0.7, 0.8, 0.9);
        }

        MockHttpServletResponse page = list("");

        assertThat(this.<List<String>>read(page, "$.items[*].id")).hasSize(50);
        assertThat(page.getContentAsByteArray()).hasSizeLessThan(100 * 1024);
    }

    /** Two attempts, the second with a checkpoint for each value; their ids. */
    private List<UUID> trained(UUID run, double... top1) {
        UUID attempt = UUID.randomUUID();
        jdbc.sql("""
                insert into attempt (id, run_id, number, worker, device, processor, threads, state, reason, started_at, ended_at)
                values (:lost, :run, 1, 'worker-1', 'cpu:0', 'Some CPU', 2, 'LOST', 'Worker worker-1 was lost.', now(), now()),
                       (:attempt, :run, 2, 'worker-2', 'cpu:0', 'Some CPU', 2, 'COMPLETED', null, now(), now())
                """)
                .param("lost", UUID.randomUUID())
                .param("attempt", attempt)
                .param("run", run)
                .update();
        List<UUID> saved = new ArrayList<>();
        for (double value : top1) {
            saved.add(UUID.randomUUID());
            jdbc.sql("""
                    insert into checkpoint (id, run_id, attempt_id, epoch, last, top1, loss, manifest, created_at)
                    values (:id, :run, :attempt, :epoch, :epoch = :epochs, :top1, 1, '{}', now())
                    """)
                    .param("id", saved.get(saved.size() - 1))
                    .param("run", run)
                    .param("attempt", attempt)
                    .param("epoch", saved.size())
                    .param("epochs", top1.length)
                    .param("top1", value)
                    .update();
        }
        return saved;
    }

    private MockHttpServletResponse list(String more) throws Exception {
        return answer(get(URI.create("/runs?dataset=" + dataset + more)));
    }

    private List<UUID> ids(String more) throws Exception {
        MockHttpServletResponse answer = list(more);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return uuids(answer);
    }

    /** The whole list, page by page. */
    private List<UUID> pages(String more, int limit) throws Exception {
        List<UUID> all = new ArrayList<>();
        String token = "";
        do {
            MockHttpServletResponse page = list(more + "&limit=" + limit
                    + (token.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
            assertThat(page.getStatus())
                    .as(more + " " + page.getContentAsString())
                    .isEqualTo(200);
            all.addAll(uuids(page));
            @Nullable String next = read(page, "$.nextPageToken");
            token = next == null ? "" : next;
        } while (!token.isEmpty());
        return all;
    }

    private List<UUID> uuids(MockHttpServletResponse answer) throws Exception {
        return this.<List<String>>read(answer, "$.items[*].id").stream()
                .map(UUID::fromString)
                .toList();
    }

    private static String[] texts(UUID... ids) {
        String[] texts = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            texts[i] = ids[i].toString();
        }
        return texts;
    }
}
