package io.bitgap.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunStateTests {
    /** Columns in the order of the rows; x where the state of the column may follow that of the row. */
    private static final String TRANSITIONS = """
            WAITING    . x . . x x . x
            QUEUED     . . x . x x . .
            STARTING   . x . x x x . x
            RUNNING    . x . . x x x x
            PAUSED     x x . . . x . x
            CANCELED   x x . . . . . .
            COMPLETED  . . . . . . . .
            FAILED     x x . . . . . .
            """;

    static Stream<String> rows() {
        return TRANSITIONS.lines();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aStateIsFollowedByTheseAndNoOther(String row) {
        List<String> words = Arrays.asList(row.split(" +"));
        RunState state = RunState.valueOf(words.get(0));
        assertThat(words).hasSize(1 + RunState.values().length);
        for (RunState next : RunState.values()) {
            assertThat(state.next().contains(next))
                    .as(state + " to " + next)
                    .isEqualTo(words.get(1 + next.ordinal()).equals("x"));
        }
    }

    @Test
    void everyStateHasARow() {
        assertThat(TRANSITIONS.lines().map(line -> RunState.valueOf(line.split(" ")[0])))
                .containsExactly(RunState.values());
    }
}
