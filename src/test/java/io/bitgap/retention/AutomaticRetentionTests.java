package io.bitgap.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.bitgap.AllRolesTest;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.StoredArtifact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker removes old files by itself, when it is told to. */
class AutomaticRetentionTests extends AllRolesTest {
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(4));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Artifacts artifacts;

    @Autowired
    Scheduler scheduler;

    @Test
    void theQueueHasItAsATaskOfItsOwn() {
        var rows = new StoredCheckpoints(jdbc);
        UUID run = rows.run("COMPLETED");
        UUID old = rows.checkpoint(run, 1, 0.1, LONG_AGO, stored("old"));
        UUID last = rows.checkpoint(run, 2, 0.2, LONG_AGO, stored("last"));

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            scheduler.reschedule(TaskInstanceId.of("retention", "recurring"), Instant.now());
            assertThat(rows.filesRemovedAt(old)).isNotNull();
        });
        assertThat(rows.filesRemovedAt(last)).isNull();
    }

    private StoredArtifact stored(String content) {
        return artifacts.put(out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
