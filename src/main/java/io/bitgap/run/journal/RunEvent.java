package io.bitgap.run.journal;

import io.bitgap.run.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a run. All of a run's events have ids in one order, which they never change. */
public sealed interface RunEvent {
    long id();

    /** The run became this. */
    record State(
            long id, Instant at, RunState state, @Nullable String reason) implements RunEvent {}

    /** Values measured together. One that is measured again after a resume comes again, with the later id alone. */
    record Metric(long id, List<Value> values) implements RunEvent {
        public Metric {
            values = List.copyOf(values);
        }
    }

    /** A line was written to the run's log. */
    record Log(long id, LogLine line) implements RunEvent {}

    /**
     * One measured value.
     *
     * @param epoch epochs begun, fractional
     */
    record Value(String name, long step, double epoch, double value) {}
}
