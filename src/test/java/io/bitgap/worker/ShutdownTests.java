package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.settings.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScriptedWorkerTest
class ShutdownTests {
    @Autowired
    QueuedRuns queued;

    @Autowired
    RunProgress work;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aRunThatDoesNotStopIsHandedBackBeforeItsProcessEnds() {
        UUID run = queued.store(plan(71, 1), 0);
        assertThat(work.take(run, Device.cpu("stuck-worker", 0, 1, 1).asWorkerDevice()))
                .isPresent();
        List<Integer> ended = new ArrayList<>();
        Shutdown.LastResort lastResort = Shutdown.halting(work, "stuck-worker", Role.WORKER, ended::add);

        lastResort.end();

        assertThat(ended).containsExactly(143);
        assertThat(queued.attempts(run)).startsWith("LOST");
        assertThat(jdbc.sql("select released from attempt where run_id = :run and number = 1")
                        .param("run", run)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        await().until(() -> queued.state(run), RunState.COMPLETED::equals);

        lastResort.end();
        assertThat(ended).as("nothing is open any more").hasSize(1);
    }
}
