package io.bitgap.experiment;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For the tests of other rooms that need no context. */
public final class StandingCheckpointsOn {
    private StandingCheckpointsOn() {}

    public static StandingCheckpoints database(JdbcClient jdbc, Clock clock) {
        return new StandingCheckpoints(jdbc, clock);
    }
}
