package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.Bitgap;
import io.bitgap.TestDatabase;
import io.bitgap.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first start on an empty database, an orderly end of the process, and the next start on the same database and data directory. */
@Tag("application")
class RestartTests {
    @TempDir
    Path data;

    private final String database = TestDatabase.empty();

    @Test
    void anEmptyDatabaseIsMigratedAnOrderlyEndGivesTheRunBackAtOnceAndTheNextStartGoesOnWithIt()
            throws InterruptedException {
        UUID run;
        try (var first = start()) {
            assertThat(first.getBean(JdbcClient.class)
                            .sql("select count(*) from flyway_schema_history where success")
                            .query(Integer.class)
                            .single())
                    .isPositive();
            var inEpochTwo = new CountDownLatch(1);
            first.getBean(ScriptedTrainer.class).play((plan, epoch, step) -> {
                if (epoch == 2) {
                    inEpochTwo.countDown();
                    untilItsShutdown(first);
                }
            });
            run = first.getBean(QueuedRuns.class).queue(plan(40, 3));
            assertThat(inEpochTwo.await(1, TimeUnit.MINUTES)).isTrue();
            Instant asked = Instant.now();
            first.close();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }

        try (var second = start()) {
            var queued = second.getBean(QueuedRuns.class);
            await().atMost(Duration.ofSeconds(30)).until(() -> queued.state(run), RunState.COMPLETED::equals);
            assertThat(queued.attempts(run)).containsExactly("LOST", "COMPLETED");
            assertThat(queued.checkpoints(run)).containsExactly(1, 2, 3);
            assertThat(second.getBean(ScriptedTrainer.class).epochs()).containsExactly("40:2", "40:3");
        }
    }

    private static void untilItsShutdown(ConfigurableApplicationContext context) {
        await().until(() -> context.getBean(Shutdown.class).requested());
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Bitgap.class, ScriptedWorkerTest.Training.class, QueuedRuns.class)
                .run(
                        "--bitgap.role=all",
                        "--bitgap.worker.own-process=false",
                        "--bitgap.data-dir=" + data,
                        "--spring.datasource.url=" + TestDatabase.asService(database),
                        "--spring.flyway.url=" + database,
                        "--server.port=0");
    }
}
