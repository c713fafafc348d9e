package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.annotation.Transactional;

@WebRoleTest
@Transactional
class MemoryApiTests extends ApiTest {
    private static final long GIGABYTE = 1L << 30;

    private void worker(String name, long memory) {
        jdbc.sql("""
                insert into worker (name, role, version, started_at, heartbeat_at) values (:name, 'WORKER', '1', now(), now())
                """).param("name", name).update();
        jdbc.sql("""
                insert into worker_device (worker, position, name, kind, processor, threads, memory_bytes)
                values (:name, 0, 'cpu:0', 'CPU', 'a CPU', 2, :memory)
                """).param("name", name).param("memory", memory).update();
    }

    private MockHttpServletResponse preview(String fields) throws Exception {
        return ok(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(with(fields)));
    }

    @Test
    void thePreviewSaysWhatEveryRunNeedsAndWhatTheLargestWorkerHas() throws Exception {
        worker("small", GIGABYTE);
        worker("large", 4 * GIGABYTE);

        MockHttpServletResponse preview = preview("\"recipe\": {\"batchSize\": 64}");
        long most = this.<Number>read(preview, "$.memoryBytes").longValue();
        List<Number> runs = read(preview, "$.runs[*].memoryBytes");

        assertThat(most).isBetween(GIGABYTE / 2, 2 * GIGABYTE);
        assertThat(runs)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.longValue()).isBetween(GIGABYTE / 2, most));
        assertThat(this.<Number>read(preview, "$.workerMemoryBytes").longValue())
                .isEqualTo(4 * GIGABYTE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "recipe": {"batchSize": 4096}                              | /recipe/batchSize
            "baseline": {"batchSize": 4096}                            | /baseline/batchSize
            "methods": [{"weights": "pact", "activations": "pact", "recipe": {"batchSize": 4096}}] | /methods/0/recipe/batchSize
            """)
    void whatTheLargestWorkerCannotTrainIsRefusedWithTheBatchSizeThatFits(String fields, String pointer)
            throws Exception {
        worker("large", 2 * GIGABYTE);
        String spec = "\"network\": \"resnet20\", " + fields;

        MockHttpServletResponse preview = preview(spec);
        MockHttpServletResponse submitted = submit(with(spec));

        assertThat(this.<List<String>>read(preview, "$.problems[*].code")).containsExactly("not-enough-memory");
        assertThat(this.<List<String>>read(preview, "$.problems[*].pointer")).containsExactly(pointer);
        assertThat(this.<List<String>>read(preview, "$.problems[*].message").get(0))
                .matches(
                        "resnet20 on images of 32x32 in batches of 4,?096 needs about [\\d.]+ GB of memory in training, and the"
                                + " largest worker has 2\\.1 GB for a run; a batch size of [1-9]\\d\\d fits\\.");
        assertThat(submitted.getStatus()).isEqualTo(422);
        assertThat(this.<List<String>>read(submitted, "$.errors[*].code")).containsExactly("not-enough-memory");

        String fits = this.<List<String>>read(preview, "$.problems[*].message")
                .get(0)
                .replaceAll(".*batch size of (\\d+) fits.*", "$1");
        assertThat(this.<List<String>>read(preview(spec.replace("4096", fits)), "$.problems[*]"))
                .isEmpty();
    }

    @Test
    void whereNoBatchFitsItIsSaidWhatElseHelps() throws Exception {
        worker("tiny", GIGABYTE / 2);

        assertThat(this.<List<String>>read(preview("\"bits\": [4]"), "$.problems[*].message"))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).contains("no batch size fits"));
    }

    @Test
    void aBatchIsNoLargerThanTheImagesThereAre() throws Exception {
        worker("large", 2 * GIGABYTE);

        assertThat(this.<List<String>>read(
                        preview("\"recipe\": {\"batchSize\": 4096}, \"limits\": {\"trainExamples\": 64}"),
                        "$.problems[*]"))
                .isEmpty();
    }
}
