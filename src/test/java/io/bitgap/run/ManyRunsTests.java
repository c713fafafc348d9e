package io.bitgap.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.StatementCount;
import io.bitgap.WebRoleTest;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class ManyRunsTests {
    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    RunProgress work;

    @Autowired
    StatementCount statements;

    @Autowired
    JdbcClient jdbc;

    @Test
    void cancellingFiveHundredRunsTakesSevenStatementsOneOfThemTheAudits() {
        ExperimentView experiment = submit("[\"2\", \"3\", \"4\", \"8\"]", 100);
        UUID training = runs.of(experiment.id()).get(0).id();
        assertThat(work.take(training, new WorkerDevice("w", "cpu:0", "a CPU", 2)))
                .isPresent();

        assertThat(statements.of(() -> experiments.cancel(experiment.slug()))).isEqualTo(7);

        assertThat(experiments.get(experiment.id()).state()).isEqualTo(ExperimentState.CANCELED);
        List<RunView> canceled = runs.of(experiment.id());
        assertThat(canceled).hasSize(500).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(RunState.CANCELED);
            assertThat(run.stateReason()).isEqualTo("Canceled by a user.");
            assertThat(run.finishedAt()).isNotNull();
        });
        assertThat(canceled.get(0).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.state()).isEqualTo("CANCELED"));
        assertThat(lastEvents(experiment.id(), "Canceled by a user.")).isEqualTo(500);
    }

    @Test
    void whatWaitsForARunIsEndedQueuedAndTriedAgainWithoutAStatementForEach() {
        ExperimentView few = submit("[\"4\"]", 1);
        ExperimentView many = submit(manyBits(), 1);
        assertThat(runs.of(many.id())).hasSize(65);

        int canceled = statements.of(() -> runs.cancel(baseline(few)));
        assertThat(statements.of(() -> runs.cancel(baseline(many)))).isEqualTo(canceled);
        assertThat(lastEvents(many.id(), "The run that it starts from (fp32, seed 1) was canceled."))
                .isEqualTo(64);

        int retried = statements.of(() -> runs.retry(baseline(few)));
        assertThat(statements.of(() -> runs.retry(baseline(many)))).isEqualTo(retried);
        assertThat(runs.of(many.id()))
                .extracting(RunView::state)
                .containsOnlyOnce(RunState.QUEUED)
                .containsOnly(RunState.QUEUED, RunState.WAITING);
    }

    /** Runs with this line in their log and their state as the last event, right behind it. */
    private long lastEvents(UUID experiment, String text) {
        return jdbc.sql("""
                        select count(*) from run r
                        join log_line l on l.run_id = r.id and l.event = r.last_event - 1 and l.text = :text
                        join state_change s on s.run_id = r.id and s.event = r.last_event and s.state = r.state
                        where r.experiment_id = :experiment
                        """)
                .param("text", text)
                .param("experiment", experiment)
                .query(Long.class)
                .single();
    }

    private String baseline(ExperimentView experiment) {
        return runs.of(experiment.id()).get(0).id().toString();
    }

    private static String manyBits() {
        return IntStream.rangeClosed(1, 8)
                .boxed()
                .flatMap(w -> IntStream.rangeClosed(1, 8).mapToObj(a -> "\"w%da%d\"".formatted(w, a)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private ExperimentView submit(String bits, int seeds) {
        String all = IntStream.rangeClosed(1, seeds).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return experiments.submit(JsonMapper.shared().readTree("""
                                {"name": "Many", "network": "resnet8", "dataset": "shapes10", "methods": ["dorefa"],
                                 "bits": %s, "seeds": [%s], "control": false}
                                """.formatted(bits, all)), Visibility.EVERYONE);
    }
}
