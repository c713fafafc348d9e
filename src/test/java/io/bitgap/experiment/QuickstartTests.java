package io.bitgap.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import io.bitgap.listing.Page;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.transaction.annotation.Transactional;

/** Each test empties the database inside a transaction that is rolled back. */
@WebRoleTest
@Transactional
class QuickstartTests {
    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    ExperimentRepository stored;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anEmptyDatabaseGetsOneExperimentAndOnlyOnce() throws IOException {
        empty();
        quickstart(Role.ALL, true).submitOnce();
        quickstart(Role.WEB, true).submitOnce();
        Page<ExperimentView> all = experiments.latest(50);
        assertThat(all.total()).isEqualTo(1);
        ExperimentView first = all.items().get(0);
        assertThat(first.createdBy()).isEqualTo("bitgap");
        assertThat(runs.of(first.id()))
                .extracting(RunView::method)
                .containsOnly("fp32", "fp32, tuned", "pact", "google-int8", "w-google-act-pact");
        assertThat(runs.of(first.id())).hasSize(8);
        assertThat(TestTransaction.isFlaggedForRollback()).isTrue();
    }

    @Test
    void itIsLeftOutWhereItIsSwitchedOffAndByWorkers() throws IOException {
        empty();
        quickstart(Role.ALL, false).submitOnce();
        quickstart(Role.WORKER, true).submitOnce();
        assertThat(stored.count()).isZero();
    }

    private Quickstart quickstart(Role role, boolean wanted) {
        return new Quickstart(experiments, stored, jdbc, new Settings(role, "./data", wanted, Map.of()));
    }

    private void empty() {
        jdbc.sql("truncate experiment cascade").update();
    }
}
