package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.settings.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ScriptedWorkerTest
class ShutdownTests {
    @Autowired
    QueuedRuns queued;

    @Autowired
    RunProgress work;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    private final List<Integer> ended = new ArrayList<>();

    @Test
    void aRunThatDoesNotStopIsHandedBackWithItsTaskBeforeItsProcessEnds() {
        UUID run = queued.store(plan(71, 1), 0);
        assertThat(work.take(run, Device.cpu("stuck-worker", 0, 1, 1).asWorkerDevice()))
                .isPresent();
        queued.picked(run, "stuck-worker");

        lastResort("stuck-worker", work).end(ProcessEnd.TERMINATED);

        assertThat(ended).containsExactly(143);
        assertThat(queued.attempts(run)).startsWith("LOST");
        assertThat(queued.released(run)).startsWith(true);
        // the first training in a process also loads native code
        await().atMost(Duration.ofSeconds(60)).until(() -> queued.state(run), RunState.COMPLETED::equals);
    }

    @Test
    void aProcessWhoseRunsCannotBeHandedBackEndsAllTheSame() {
        RunProgress away = Interposed.before(work, "releasedAllOf", () -> {
            throw new IllegalStateException("no database");
        });

        lastResort("nobody", away).end(ProcessEnd.STUCK);

        assertThat(ended).containsExactly(75);
    }

    private LastResort lastResort(String worker, RunProgress through) {
        var lostRuns = new DeadWorkerRecovery(
                through, jdbc, transactions, new DeadSightings(Duration.ofSeconds(3), System::nanoTime));
        return new LastResort(lostRuns, worker, Role.WORKER, ended::add);
    }
}
