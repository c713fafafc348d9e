package io.bitgap.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.account.PersonRole;
import io.bitgap.account.SignedIn;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.web.ApiTest;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.run.checkpoint.SavedCheckpoints;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The bits of a run depend on the processor and on the number of threads. */
@WebRoleTest
class SameBitsTests extends ApiTest {
    private static final WorkerDevice ONE_THREAD = new WorkerDevice("w", "cpu:0", "A CPU", 1);
    private static final WorkerDevice TWO_THREADS = new WorkerDevice("w", "cpu:0", "A CPU", 2);
    private static final AtomicInteger SEEDS = new AtomicInteger(17_000);

    @Autowired
    RunProgress work;

    private List<String> runs = List.of();

    /** An fp32 run and one of 4 bits that starts from it. */
    @BeforeEach
    void anExperimentThatNothingElseTrains() throws Exception {
        forgetWorkers();
        String slug = read(submit(with("\"seeds\": [" + SEEDS.incrementAndGet() + "]")), "$.slug");
        runs = read(ok(get("/experiments/" + slug + "/runs")), "$.items[*].id");
    }

    @AfterEach
    void forgetWorkers() {
        jdbc.sql("delete from worker").update();
    }

    @Test
    void aWorkerWithAnotherNumberOfThreadsWillNotComeToThem() throws Exception {
        String original = runs.get(0);
        train(original, ONE_THREAD);
        lives(TWO_THREADS);

        String copy = again(
                original,
                "It will not come to the bits of run " + original
                        + ", which has the same plan: that one was trained on A CPU (1 thread), and workers that live have A"
                        + " CPU (2 threads).");
        train(copy, TWO_THREADS);

        String sentence = "It will not come to the bits of run " + original
                + ", which has the same plan: that one was trained on A CPU (1 thread), this one on A CPU (2 threads).";
        assertThat(otherBits(copy)).containsExactly(sentence);
        assertThat(Browse.page(http, "/runs/" + copy).select("#other-bits").text())
                .isEqualTo(sentence);
        assertThat(ok(get("/runs/" + copy + "/log")).getContentAsString()).contains(sentence);
        assertThat(otherBits(original)).isEmpty();
    }

    @Test
    void whereWorkersDifferItSaysWhichOneComesToThem() throws Exception {
        train(runs.get(0), ONE_THREAD);
        lives(ONE_THREAD);
        again(runs.get(0));
        lives(TWO_THREADS);

        String copy = again(
                runs.get(0),
                "It comes to the bits of run " + runs.get(0)
                        + ", which has the same plan, only where that one was trained: on A CPU (1 thread).");
        train(copy, ONE_THREAD);

        assertThat(otherBits(copy)).isEmpty();
    }

    @Test
    void whatARunStartsFromCounts() throws Exception {
        train(runs.get(0), ONE_THREAD);
        train(runs.get(1), ONE_THREAD);
        String copy = again(
                runs.get(1),
                "It comes to the bits of run " + runs.get(1)
                        + ", which has the same plan, only where that one was trained: on A CPU (1 thread).");
        train(read(ok(get("/runs/" + copy)), "$.baseline"), TWO_THREADS);

        assertThat(otherBits(copy)).singleElement().asString().endsWith("this one on A CPU (2 threads).");
    }

    @Test
    void aRunThatWentOnElsewhereSaysThatItCannotBeTrainedAgainToThem() throws Exception {
        RunAssignment first = take(runs.get(0), ONE_THREAD);
        epoch(first, 1);
        work.released(first.attemptId());
        train(runs.get(0), TWO_THREADS);

        assertThat(otherBits(runs.get(0)))
                .containsExactly(
                        "It was trained on A CPU (1 thread) and A CPU (2 threads), with what it starts from, so"
                                + " training it again will not come to the same bits.");
        again(
                runs.get(0),
                "It will not come to the bits of run " + runs.get(0)
                        + ", which has the same plan: that one was trained on A CPU (1 thread) and A CPU (2 threads).");
    }

    @Test
    void whatIsPrivateIsNotNamedInTheLogOfWhatEveryoneSees() throws Exception {
        train(runs.get(0), ONE_THREAD);
        lives(ONE_THREAD);
        String copy = again(runs.get(0));
        jdbc.sql("""
                        update experiment set visibility = 'private', owner_id = :owner
                        where id = (select experiment_id from run where id = cast(:run as uuid))
                        """)
                .param(
                        "owner",
                        SignedIn.stored(jdbc, "hides-bits", PersonRole.RESEARCHER)
                                .id())
                .param("run", runs.get(0))
                .update();
        lives(TWO_THREADS);
        train(copy, TWO_THREADS);

        assertThat(otherBits(copy)).isEmpty();
        assertThat(ok(get("/runs/" + copy + "/log")).getContentAsString()).doesNotContain(runs.get(0));
    }

    private List<String> otherBits(String run) throws Exception {
        return read(ok(get("/runs/" + run)), "$.otherBits");
    }

    private String again(String run, String... sentences) throws Exception {
        var created = answer(post("/runs/" + run + "/again"));
        assertThat((List<?>) read(created, "$.otherBits")).isEqualTo(List.of(sentences));
        return read(created, "$.id");
    }

    private void lives(WorkerDevice device) {
        jdbc.sql("""
                insert into worker (name, role, version, started_at, heartbeat_at) values (:name, 'WORKER', '1', now(), now());
                insert into worker_device (worker, position, name, kind, processor, threads)
                values (:name, 0, 'cpu:0', 'CPU', :processor, :threads)
                """)
                .param("name", device.processor() + device.threads())
                .param("processor", device.processor())
                .param("threads", device.threads())
                .update();
    }

    private void train(String run, WorkerDevice workplace) {
        RunAssignment taken = take(run, workplace);
        epoch(taken, 2);
        work.completed(taken.attemptId());
    }

    private RunAssignment take(String run, WorkerDevice workplace) {
        RunAssignment taken = work.take(UUID.fromString(run), workplace).orElseThrow();
        work.begun(taken.attemptId(), 10);
        return taken;
    }

    private void epoch(RunAssignment taken, int epoch) {
        work.checkpointed(
                taken.attemptId(),
                SavedCheckpoints.of(UUID.randomUUID(), epoch, false, 0.9, "{\"quantizers\": []}"),
                List.of());
    }
}
