package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.WebRoleTest;
import io.bitgap.queue.WorkerView;
import io.bitgap.queue.Workers;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.settings.Role;
import io.bitgap.training.Progress;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;

@WebRoleTest
class WorkersTests {
    private static final int HOUR = 3600;
    private static final List<Device> DEVICES = List.of(
            new Device("first", Device.Kind.CPU, 0, "a CPU", 2, 0),
            new Device("first", Device.Kind.CUDA, 0, "a GPU", 0, 24L << 30));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Workers workers;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    QueuedRuns queued;

    @Autowired
    RunProgress work;

    @Autowired
    MockMvc http;

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from worker").update();
        jdbc.sql("update run set state = 'CANCELED', finished_at = now() where finished_at is null")
                .update();
        jdbc.sql("update attempt set state = 'CANCELED', ended_at = now() where state = 'OPEN'")
                .update();
        jdbc.sql("delete from scheduled_tasks").update();
    }

    @Test
    void aWorkerIsAliveWhileItIsHeardOf() {
        WorkerRegistration worker = worker("first");
        worker.register();

        assertThat(workers.all()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(WorkerView.State.ALIVE);
            assertThat(view.devices())
                    .containsExactly(
                            new WorkerView.Device("cpu:0", "CPU", "a CPU", 2, null, false, null),
                            new WorkerView.Device("cuda:0", "CUDA", "a GPU", null, 24L << 30, false, null));
        });
        assertThat(workers.live()).hasSize(2);
        passed(31, "first");
        assertThat(workers.all()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(WorkerView.State.SILENT);
            assertThat(view.heartbeatAgeSeconds()).isGreaterThanOrEqualTo(31);
        });
        assertThat(workers.live()).isEmpty();
        worker.beat();
        assertThat(workers.all()).extracting(WorkerView::state).containsExactly(WorkerView.State.ALIVE);
        worker.close();
        assertThat(workers.all()).extracting(WorkerView::state).containsExactly(WorkerView.State.STOPPED);
    }

    @Test
    void aWorkerThatStartsAgainTakesItsPlaceAndLongGoneOnesAreForgotten() {
        worker("first").register();
        worker("other").register();
        passed(23 * HOUR, "first");
        passed(23 * HOUR, "other");
        worker("first").register();

        assertThat(workers.all())
                .extracting(WorkerView::name, WorkerView::state)
                .containsExactly(
                        Tuple.tuple("first", WorkerView.State.ALIVE), Tuple.tuple("other", WorkerView.State.SILENT));
        passed(2 * HOUR, "other");
        assertThat(workers.all()).extracting(WorkerView::name).containsExactly("first");
        worker("first").register();
        assertThat(jdbc.sql("select name from worker").query(String.class).list())
                .containsExactly("first");
        worker("other").beat();
        assertThat(workers.all()).hasSize(2);
    }

    @Test
    void aProcessThatEndsWhenTheNextOfItsNameHasStartedDoesNotStopThatOne() {
        WorkerRegistration earlier = worker("first");
        earlier.register();
        WorkerRegistration next = worker("first");
        next.register();

        earlier.close();

        assertThat(workers.all()).extracting(WorkerView::state).containsExactly(WorkerView.State.ALIVE);
        next.close();
        assertThat(workers.all()).extracting(WorkerView::state).containsExactly(WorkerView.State.STOPPED);
    }

    @Test
    void aWorkerIsThereWithItsDevicesOrNotAtAll() {
        WorkerRegistration wrong = new WorkerRegistration(
                jdbc,
                transactions,
                new WorkerRegistration.Identity("wrong", Role.WORKER, "1", List.of(DEVICES.get(0), DEVICES.get(0))));
        assertThatThrownBy(wrong::register).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(workers.all()).isEmpty();
    }

    @Test
    void aDeviceIsThereOnceThoughAnEarlierAttemptOnItWasNeverClosed() {
        worker("first").register();
        WorkerDevice place = new WorkerDevice("first", "cpu:0", "a CPU", 2);
        assertThat(work.take(queued.queue(QueuedRuns.plan(4, 2)), place)).isPresent();
        UUID later = queued.queue(QueuedRuns.plan(5, 2));
        assertThat(work.take(later, place)).isPresent();
        jdbc.sql("update attempt set started_at = started_at - interval '1 hour' where run_id <> :later")
                .param("later", later)
                .update();

        assertThat(workers.all()).singleElement().satisfies(view -> {
            assertThat(view.devices()).hasSize(2);
            assertThat(view.devices().get(0).training())
                    .isNotNull()
                    .extracting(WorkerView.Training::run)
                    .isEqualTo(later);
        });
    }

    @Test
    void theQueueSaysWhatIsTrainedWhereAndWhatStartsNext() throws Exception {
        worker("first").register();
        UUID running = queued.queue(QueuedRuns.plan(1, 2));
        UUID later = queued.queue(QueuedRuns.plan(2, 2));
        UUID urgent = queued.queue(QueuedRuns.plan(3, 2), 5);
        UUID attempt = work.take(running, new WorkerDevice("first", "cpu:0", "a CPU", 2))
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

    private WorkerRegistration worker(String name) {
        return new WorkerRegistration(
                jdbc, transactions, new WorkerRegistration.Identity(name, Role.WORKER, "1", DEVICES));
    }

    /** As if it had not been heard of for so much longer. */
    private void passed(int seconds, String worker) {
        jdbc.sql("update worker set heartbeat_at = heartbeat_at - :seconds * interval '1 second' where name = :name")
                .param("seconds", seconds)
                .param("name", worker)
                .update();
    }
}
