package io.bitgap.run.checkpoint;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For the tests of other rooms that need no context. */
public final class CheckpointRetentionOn {
    private CheckpointRetentionOn() {}

    public static CheckpointRetention database(JdbcClient jdbc, Clock clock) {
        return new CheckpointRetention(new CheckpointFiles(jdbc), jdbc, clock);
    }
}
