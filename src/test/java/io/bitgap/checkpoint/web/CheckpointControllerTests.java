package io.bitgap.checkpoint.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalToCompressingWhiteSpace;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.RawHttp;
import io.bitgap.WebRoleTest;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.json.CanonicalJson;
import io.bitgap.run.checkpoint.Deployment;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.settings.Settings;
import io.bitgap.training.Limits;
import io.bitgap.training.Plans;
import io.bitgap.training.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class CheckpointControllerTests {
    private static final String BYTES = "0123456789";
    private static final String ZIP_NAME = "resnet8-shapes10-fp32-s1-e2-84d89877.zip";

    private static final String PLAN = CanonicalJson.of(Plans.of(
                    "resnet8",
                    "shapes10",
                    null,
                    Recipe.fineTuning().epochs(2).batchSize(32).learningRate(0.1),
                    Limits.NONE,
                    1))
            .json();

    @LocalServerPort
    int port;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Artifacts artifacts;

    @Autowired
    Settings settings;

    private final UUID id = UUID.randomUUID();
    private final UUID run = UUID.randomUUID();
    private String sha256 = "";
    private Path onDisk = Path.of("");

    @BeforeEach
    void aCheckpointIsStored() {
        UUID attempt = UUID.randomUUID();
        StoredArtifact stored = artifacts.put(out -> out.write(BYTES.getBytes(StandardCharsets.UTF_8)));
        sha256 = stored.sha256();
        onDisk = settings.dataDirectory().resolve("artifacts").resolve(stored.key());
        jdbc.sql("""
                        with e as (
                          insert into experiment (id, slug, name, spec, created_by, created_at)
                          values (:id, :id::text, 'Stored', '{}', 'test', now()) returning id),
                        p as (
                          insert into run_plan (hash, plan) values (md5(:plan), :plan::jsonb) on conflict do nothing),
                        r as (
                          insert into run (id, experiment_id, position, method, setting, weight_bits, activation_bits,
                            seed, plan_hash, priority, state, max_attempts, epoch, epochs, step, steps, created_at,
                            finished_at, version)
                          select :run, e.id, 0, 'fp32', 'fp32', 32, 32, 1, md5(:plan), 0, 'COMPLETED', 3, 2, 2, 0, 0,
                            now(), now(), 0 from e returning id),
                        a as (
                          insert into attempt (id, run_id, number, worker, device, state, started_at, ended_at)
                          select :attempt, r.id, 1, 'w', 'cpu:0', 'COMPLETED', now(), now() from r returning id),
                        c as (
                          insert into checkpoint (id, run_id, attempt_id, epoch, last, top1, loss, manifest, created_at)
                          select :id, r.id, a.id, 2, true, 0.5, 1, '{"format": "bitgap-checkpoint/1"}', now()
                          from r, a returning id)
                        insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
                        select c.id, 'model.zip', :name, :key, :size, :sha256 from c
                        """)
                .param("id", id)
                .param("run", run)
                .param("attempt", attempt)
                .param("plan", PLAN)
                .param("name", ZIP_NAME)
                .param("key", stored.key())
                .param("size", stored.size())
                .param("sha256", sha256)
                .update();
    }

    private void record(String name, String downloadName, StoredArtifact stored) {
        jdbc.sql("""
                        insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
                        values (:id, :name, :downloadName, :key, :size, :sha256)
                        """)
                .param("id", id)
                .param("name", name)
                .param("downloadName", downloadName)
                .param("key", stored.key())
                .param("size", stored.size())
                .param("sha256", stored.sha256())
                .update();
    }

    @Autowired
    Deployments deployments;

    private static Deployment.DeploymentMetrics figures(double deployedTop1) {
        return new Deployment.DeploymentMetrics(
                2000, 0.5, deployedTop1, 0.9995, 0.25, 0.125, 4000, 500, 1e6, 64e6, "ONNX Runtime 1", 0.001);
    }

    private int tasks() {
        return jdbc.sql("select count(*) from scheduled_tasks where task_instance = :id")
                .param("id", id.toString())
                .query(Integer.class)
                .single();
    }

    @Test
    void whatItsNetworkSaidOfEveryTestImageIsReadAsJsonAndCsv() throws Exception {
        mvc.perform(get("/checkpoints/{id}/predictions", id))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("unknown-predictions"));
        mvc.perform(get("/checkpoints/{id}", id).accept(MediaType.TEXT_HTML))
                .andExpect(content().string(containsString("Its predictions are not stored")));
        jdbc.sql("""
                        with s as (
                          insert into test_split (id, checksum, classes, images, labels, names)
                          values (repeat('c', 64), 'sha256:c', array['cat', 'dog'], 2, '\\x0001',
                            array['test/cat/1.png', '=test/dog/1.png']) on conflict do nothing)
                        insert into checkpoint_prediction values (:id, repeat('c', 64), '\\x0101')
                        """).param("id", id).update();
        mvc.perform(get("/checkpoints/{id}/predictions", id))
                .andExpect(jsonPath("$.testSplit").value("c".repeat(64)))
                .andExpect(jsonPath("$.classes[1]").value("dog"))
                .andExpect(jsonPath("$.items.length()").value(2))
                .andExpect(jsonPath("$.items[0].name").value("test/cat/1.png"))
                .andExpect(jsonPath("$.items[0].label").value(0))
                .andExpect(jsonPath("$.items[0].predicted").value(1));
        mvc.perform(get("/checkpoints/{id}/predictions", id).param("format", "csv"))
                .andExpect(content().string(equalToCompressingWhiteSpace("""
                        index,name,label,predicted,label_name,predicted_name
                        0,test/cat/1.png,0,1,cat,dog
                        1,'=test/dog/1.png,1,1,dog,dog
                        """)));
        mvc.perform(get("/checkpoints/{id}", id).accept(MediaType.TEXT_HTML))
                .andExpect(content().string(containsString("/checkpoints/" + id + "/predictions?format=csv")));
    }

    @Test
    void anExportIsAskedForOnceHoweverOftenOneAsks() throws Exception {
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(jsonPath("$.deployable").value(false))
                .andExpect(jsonPath("$.deployableReason")
                        .value("Nobody has asked for its export: POST /checkpoints/" + id + "/export."));
        for (int click = 0; click < 2; click++) {
            mvc.perform(post("/checkpoints/{id}/export", id))
                    .andExpect(status().isAccepted())
                    .andExpect(jsonPath("$.export.state").value("QUEUED"))
                    .andExpect(jsonPath("$.deployableReason").value("Its export waits for a worker."));
        }
        assertThat(tasks()).isEqualTo(1);
        mvc.perform(post("/checkpoints/{id}/export", UUID.randomUUID())).andExpect(status().isNotFound());
    }

    @Test
    void aCheckpointThatIsAsAccurateElsewhereIsDeployable() throws Exception {
        deployments.request(id);
        assertThat(deployments.begun(id)).isPresent();
        deployments.done(id, figures(0.501), List.of());
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(jsonPath("$.deployable").value(true))
                .andExpect(jsonPath("$.deployableReason").doesNotExist())
                .andExpect(jsonPath("$.metrics.deployed.top1").value(0.501))
                .andExpect(jsonPath("$.metrics.deployed.equalPredictions").value(0.9995))
                .andExpect(jsonPath("$.metrics.deployed.largestLogitSteps").value(2.0))
                .andExpect(jsonPath("$.export.compression").value(8.0));
        // its files never change, so neither does what was measured of them
        mvc.perform(post("/checkpoints/{id}/export", id))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.export.state").value("DONE"));
    }

    @Test
    void aCheckpointThatLosesAccuracyElsewhereIsNotAndSaysWhy() throws Exception {
        deployments.request(id);
        deployments.begun(id);
        deployments.done(id, figures(0.4985), List.of());
        String why = "Its top-1 in ONNX Runtime 1, 49.85 %, is 0.15 percentage points below the simulated 50.00 %; "
                + "0.10 are allowed.";
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(jsonPath("$.deployable").value(false))
                .andExpect(jsonPath("$.deployableReason").value(why));
        mvc.perform(get("/checkpoints/{id}", id).accept(MediaType.TEXT_HTML))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Not deployable.")))
                .andExpect(content().string(containsString(why)));
        mvc.perform(get("/runs/{id}", run))
                .andExpect(jsonPath("$.checkpoints[?(@.id == '" + id + "')].deployment.reason")
                        .value(why));
    }

    @Test
    void aFailedExportIsTriedAgainAndOneThatKillsWorkersIsGivenUp() throws Exception {
        deployments.request(id);
        deployments.begun(id);
        deployments.failed(id, "artifact-store-full", "The disk is full.");
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(jsonPath("$.export.state").value("FAILED"))
                .andExpect(jsonPath("$.export.code").value("artifact-store-full"))
                .andExpect(jsonPath("$.deployableReason").value("The disk is full."));
        mvc.perform(post("/checkpoints/{id}/export", id).param("from", "page").accept(MediaType.TEXT_HTML))
                .andExpect(status().isSeeOther())
                .andExpect(header().string("Location", "/checkpoints/" + id));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(deployments.begun(id)).isPresent();
        }
        assertThat(deployments.begun(id)).isEmpty();
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(jsonPath("$.export.code").value("export-lost"));
    }

    @Test
    void theManifestListsFilesWithSizeHashAndLink() throws Exception {
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_JSON))
                .andExpect(jsonPath("$.format").value("bitgap-checkpoint/1"))
                .andExpect(jsonPath("$.id").value(id.toString()))
                .andExpect(jsonPath("$.files[0].name").value("model.zip"))
                .andExpect(jsonPath("$.files[0].size").value(10))
                .andExpect(jsonPath("$.files[0].sha256").value(sha256))
                .andExpect(jsonPath("$.files[0].href").value("/checkpoints/" + id + "/files/model.zip"));
    }

    @Test
    void aFileIsDownloadedUnderAReadableNameWithItsHashAndKeptForEver() throws Exception {
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isOk())
                .andExpect(content().string(BYTES))
                .andExpect(content().contentType("application/zip"))
                .andExpect(header().longValue("Content-Length", 10))
                .andExpect(header().string("ETag", "\"" + sha256 + "\""))
                .andExpect(header().string("Accept-Ranges", "bytes"))
                .andExpect(header().string("Cache-Control", "no-cache, private"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + ZIP_NAME + "\""));
    }

    @Test
    void everyFileThatIsRecordedIsServedWithAFittingType() throws Exception {
        for (String[] file : new String[][] {
            {"model.onnx", "application/octet-stream"},
            {"weights.bin", "application/octet-stream"},
            {"quantizers.json", "application/json"}
        }) {
            StoredArtifact stored = artifacts.put(out -> out.write(file[0].getBytes(StandardCharsets.UTF_8)));
            String downloadName = "resnet8-shapes10-fp32-s1-e2-84d89877." + file[0].split("\\.")[1];
            record(file[0], downloadName, stored);

            mvc.perform(get("/checkpoints/{id}/files/{name}", id, file[0]))
                    .andExpect(status().isOk())
                    .andExpect(content().string(file[0]))
                    .andExpect(content().contentType(file[1]))
                    .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + downloadName + "\""));
        }
    }

    @Test
    void headSaysWhatGetWouldSendWithoutOpeningTheFile() throws Exception {
        mvc.perform(head("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isOk())
                .andExpect(content().string(""))
                .andExpect(content().contentType("application/zip"))
                .andExpect(header().longValue("Content-Length", 10))
                .andExpect(header().string("ETag", "\"" + sha256 + "\""))
                .andExpect(header().string("Accept-Ranges", "bytes"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + ZIP_NAME + "\""));
    }

    @Test
    void whoHasItAlreadyIsToldSo() throws Exception {
        for (String known : new String[] {"\"" + sha256 + "\"", "\"other\", W/\"" + sha256 + "\""}) {
            mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("If-None-Match", known))
                    .andExpect(status().isNotModified())
                    .andExpect(header().string("ETag", "\"" + sha256 + "\""))
                    .andExpect(header().string("Cache-Control", "no-cache, private"))
                    .andExpect(content().string(""));
        }
        mvc.perform(head("/checkpoints/{id}/files/model.zip", id).header("If-None-Match", "\"" + sha256 + "\""))
                .andExpect(status().isNotModified());
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("If-None-Match", "\"other\""))
                .andExpect(status().isOk());
    }

    @Test
    void removedFilesAreGoneAndTheirCheckpointStays() throws Exception {
        jdbc.sql("update checkpoint set files_removed_at = '2026-02-03T04:05:06Z' where id = :id")
                .param("id", id)
                .update();

        mvc.perform(get("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isGone())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.code").value("checkpoint-files-removed"))
                .andExpect(jsonPath("$.detail").value(containsString("2026-02-03T04:05:06Z")));
        mvc.perform(get("/checkpoints/{id}", id))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.filesRemovedAt").value("2026-02-03T04:05:06Z"))
                .andExpect(jsonPath("$.files[0].sha256").value(sha256))
                .andExpect(jsonPath("$.files[0].href").doesNotExist());
    }

    @Test
    void rangesOfALargeFileAreItsBytes() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        record("weights.bin", "weights.bin", artifacts.put(out -> out.write(bytes)));

        byte[] part = mvc.perform(get("/checkpoints/{id}/files/weights.bin", id).header("Range", "bytes=123456-234567"))
                .andExpect(status().isPartialContent())
                .andExpect(header().string("Content-Range", "bytes 123456-234567/300000"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, 123_456, 234_568));

        mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("Range", "bytes=0-1,5-6"))
                .andExpect(status().isPartialContent())
                .andExpect(content().string(containsString("Content-Range: bytes 0-1/10")))
                .andExpect(content().string(containsString("Content-Range: bytes 5-6/10")))
                .andExpect(content().string(containsString("56")));
    }

    @Test
    void aDownloadCanGoOnWhereItBrokeOff() throws Exception {
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("Range", "bytes=4-"))
                .andExpect(status().isPartialContent())
                .andExpect(header().string("Content-Range", "bytes 4-9/10"))
                .andExpect(content().string("456789"));
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("Range", "bytes=-3"))
                .andExpect(status().isPartialContent())
                .andExpect(content().string("789"));
    }

    @Test
    void aRangeOfOtherBytesThanTheseGetsAllOfThem() throws Exception {
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id)
                        .header("Range", "bytes=4-")
                        .header("If-Range", "\"other\""))
                .andExpect(status().isOk())
                .andExpect(content().string(BYTES));
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id)
                        .header("Range", "bytes=4-")
                        .header("If-Range", "\"" + sha256 + "\""))
                .andExpect(status().isPartialContent());
    }

    /** On a real connection: a length that promises more bytes than come keeps its reader waiting. */
    @Test
    void whateverTheRangesTheAnswerHasAnEnd() throws Exception {
        String file = "/checkpoints/" + id + "/files/model.zip";
        assertThat(RawHttp.get(port, file, "Range: bytes=,"))
                .startsWith("HTTP/1.1 416 ")
                .contains("requested-range-not-satisfiable");
        assertThat(RawHttp.get(port, file, "Range: bytes=0-1"))
                .startsWith("HTTP/1.1 206 ")
                .contains("Content-Length: 2\r\n")
                .endsWith("\r\n\r\n01");
        assertThat(RawHttp.get(port, file, "Range: bytes=0-1,5-6"))
                .startsWith("HTTP/1.1 206 ")
                .contains("Content-Range: bytes 5-6/10")
                .doesNotContain("Content-Length: 10");
        assertThat(RawHttp.get(port, file, "Range: bytes=0-1", "If-Range: \"other\""))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n" + BYTES);
    }

    @Test
    void aRangeBehindTheEndIsNotSatisfiable() throws Exception {
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id).header("Range", "bytes=10-"))
                .andExpect(status().isRequestedRangeNotSatisfiable())
                .andExpect(header().string("Content-Range", "bytes */10"));
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        for (String path : new String[] {
            "/checkpoints/" + UUID.randomUUID(), "/checkpoints/nonsense", "/checkpoints/" + id + "/files/model.onnx"
        }) {
            mvc.perform(get(path))
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        }
    }

    @Test
    void aTruncatedFileIsAProblemAndNotABrokenDownload() throws Exception {
        Files.writeString(onDisk, "01234");

        mvc.perform(get("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.code").value("checkpoint-altered"))
                .andExpect(jsonPath("$.detail").value(containsString("model.zip")))
                .andExpect(jsonPath("$.detail").value(containsString("it has 5 bytes, not 10")));
    }

    @Test
    void aFileAlteredAfterItsFirstDownloadIsNoticedAtTheNext() throws Exception {
        mvc.perform(get("/checkpoints/{id}/files/model.zip", id)).andExpect(status().isOk());
        Files.writeString(onDisk, "012345678X");

        mvc.perform(get("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isServiceUnavailable())
                .andExpect(jsonPath("$.code").value("checkpoint-altered"))
                .andExpect(jsonPath("$.detail").value(containsString("its SHA-256 is")));
    }

    @Test
    void aMissingFileIsAProblem() throws Exception {
        Files.delete(onDisk);
        assertThat(onDisk).doesNotExist();

        mvc.perform(get("/checkpoints/{id}/files/model.zip", id))
                .andExpect(status().isServiceUnavailable())
                .andExpect(jsonPath("$.code").value("artifact-missing"));
    }
}
