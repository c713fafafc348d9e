package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.RunWork;
import io.bitgap.experiment.Workplace;
import io.bitgap.settings.Role;
import io.bitgap.training.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
@Import(QueuedRuns.class)
class WorkersTests {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final List<Device> DEVICES = List.of(
            new Device("first", Device.Kind.CPU, 0, "a CPU", 2, 0),
            new Device("first", Device.Kind.CUDA, 0, "a GPU", 0, 24L << 30));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    QueuedRuns queued;

    @Autowired
    RunWork work;

    @Autowired
    MockMvc http;

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from worker").update();
        jdbc.sql("update run set state = 'CANCELED', finished_at = now() where finished_at is null")
                .update();
        jdbc.sql("delete from scheduled_tasks").update();
    }

    @Test
    void aWorkerIsAliveWhileItIsHeardOf() {
        WorkerRegistration worker = worker("first", NOON);
        worker.register();

        assertThat(at(Duration.ofSeconds(30)).all()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(WorkerView.State.ALIVE);
            assertThat(view.devices())
                    .containsExactly(
                            new WorkerView.Device("cpu:0", "CPU", "a CPU", 2, null, null),
                            new WorkerView.Device("cuda:0", "CUDA", "a GPU", null, 24L << 30, null));
        });
        assertThat(at(Duration.ofSeconds(30)).liveDevices()).isEqualTo(2);
        assertThat(at(Duration.ofSeconds(31)).all()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(WorkerView.State.SILENT);
            assertThat(view.heartbeatAgeSeconds()).isEqualTo(31);
        });
        assertThat(at(Duration.ofSeconds(31)).liveDevices()).isZero();
        worker("first", NOON.plusSeconds(40)).beat();
        assertThat(at(Duration.ofSeconds(41)).all())
                .extracting(WorkerView::state)
                .containsExactly(WorkerView.State.ALIVE);
        worker("first", NOON.plusSeconds(41)).close();
        assertThat(at(Duration.ofSeconds(42)).all())
                .extracting(WorkerView::state)
                .containsExactly(WorkerView.State.STOPPED);
    }

    @Test
    void aWorkerThatStartsAgainTakesItsPlaceAndLongGoneOnesAreForgotten() {
        worker("first", NOON).register();
        worker("other", NOON.plusSeconds(1)).register();
        worker("first", NOON.plus(Duration.ofHours(23))).register();

        assertThat(at(Duration.ofHours(23)).all())
                .extracting(WorkerView::name, WorkerView::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("first", WorkerView.State.ALIVE),
                        org.assertj.core.groups.Tuple.tuple("other", WorkerView.State.SILENT));
        assertThat(at(Duration.ofHours(25)).all()).extracting(WorkerView::name).containsExactly("first");
        worker("first", NOON.plus(Duration.ofHours(25))).register();
        assertThat(jdbc.sql("select name from worker").query(String.class).list())
                .containsExactly("first");
        worker("other", NOON.plus(Duration.ofHours(25))).beat();
        assertThat(at(Duration.ofHours(25)).all()).hasSize(2);
    }

    @Test
    void theQueueSaysWhatIsTrainedWhereAndWhatStartsNext() throws Exception {
        worker("first", Instant.now()).register();
        UUID running = queued.queue(QueuedRuns.plan(1, 2));
        UUID later = queued.queue(QueuedRuns.plan(2, 2));
        UUID urgent = queued.queue(QueuedRuns.plan(3, 2), 5);
        UUID attempt = work.take(running, new Workplace("first", "cpu:0", "a CPU", 2))
                .orElseThrow()
                .attemptId();
        work.begun(attempt, 3);
        work.progressed(attempt, new Progress(1, 2, 0, 3, 100, 42));

        http.perform(get("/queue"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.training").value(1))
                .andExpect(jsonPath("$.queued").value(2))
                .andExpect(jsonPath("$.devices").value(2))
                .andExpect(jsonPath("$.total").value(3))
                .andExpect(jsonPath("$.items[0].run").value(running.toString()))
                .andExpect(jsonPath("$.items[0].place.device").value("cpu:0"))
                .andExpect(jsonPath("$.items[0].position").value(Matchers.nullValue()))
                .andExpect(jsonPath("$.items[0].forecast.seconds").value(42.0))
                .andExpect(jsonPath("$.items[1].run").value(urgent.toString()))
                .andExpect(jsonPath("$.items[1].position").value(0))
                .andExpect(jsonPath("$.items[1].forecast.startsInSeconds").value(0.0))
                .andExpect(jsonPath("$.items[2].run").value(later.toString()))
                .andExpect(jsonPath("$.items[2].position").value(1))
                .andExpect(jsonPath("$.nextPageToken").value(Matchers.nullValue()));
        http.perform(get("/queue?limit=1"))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.nextPageToken").value("1"));
        http.perform(get("/queue?limit=1&pageToken=1"))
                .andExpect(jsonPath("$.items[0].run").value(urgent.toString()))
                .andExpect(jsonPath("$.items[0].position").value(0));
        http.perform(get("/queue?pageToken=x")).andExpect(status().isBadRequest());
        http.perform(get("/workers"))
                .andExpect(jsonPath("$.items[0].name").value("first"))
                .andExpect(jsonPath("$.items[0].devices[0].training.run").value(running.toString()))
                .andExpect(jsonPath("$.items[0].devices[1].training").value(Matchers.nullValue()));
        for (String page : List.of("/queue", "/workers")) {
            http.perform(get(page).header("Accept", "text/html"))
                    .andExpect(status().isOk())
                    .andExpect(content().contentTypeCompatibleWith("text/html"))
                    .andExpect(content().string(Matchers.containsString("/runs/" + running)));
        }
    }

    private WorkerRegistration worker(String name, Instant now) {
        return new WorkerRegistration(
                jdbc,
                Clock.fixed(now, ZoneOffset.UTC),
                new WorkerRegistration.Identity(name, Role.WORKER, "1", DEVICES));
    }

    private Workers at(Duration afterNoon) {
        return new Workers(jdbc, Clock.fixed(NOON.plus(afterNoon), ZoneOffset.UTC));
    }
}
