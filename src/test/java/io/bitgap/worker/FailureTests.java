package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.database.DatabaseFault;
import io.bitgap.training.TrainingFailed;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTests {
    @Test
    void aProblemSpeaksForItself() {
        assertThat(Failure.of(new TrainingFailed("dead-layer", "Layer conv3 is dead.")))
                .isEqualTo(new Failure("dead-layer", "Layer conv3 is dead."));
    }

    @Test
    void memoryThatRanOutComesWithAdvice() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        for (Throwable failure : new Throwable[] {error, new RuntimeException("Error during backpropagation", error)}) {
            assertThat(Failure.of(failure))
                    .isEqualTo(
                            new Failure(
                                    "out-of-memory",
                                    "The worker ran out of memory (Java heap space). Use a smaller batch size or network, fewer"
                                            + " slots, or give the worker more memory (BITGAP_WORKER_MEMORY, and -Xmx for Java's heap)."));
        }
    }

    @Test
    void anythingElseIsNamedByItsClass() {
        assertThat(Failure.of(new ArithmeticException("/ by zero")).reason())
                .isEqualTo("ArithmeticException: / by zero");
        assertThat(Failure.of(new StackOverflowError()).reason()).isEqualTo("StackOverflowError");
    }

    @ParameterizedTest
    @CsvSource({
        "08006, LOST",
        "57P01, LOST",
        ", LOST",
        "25006, READ_ONLY",
        "40001, UNDONE",
        "40P01, UNDONE",
        "53100, FULL"
    })
    void whatTheDatabaseDoesNotTakeNowIsItsTroubleAndNotTheRuns(@Nullable String state, DatabaseFault fault) {
        var failure = new RuntimeException(new SQLException("trouble", state));
        assertThat(DatabaseFault.of(failure)).hasValue(fault);
        assertThat(DatabasePatience.helpsWith(failure)).isTrue();
    }

    @Test
    void aBrokenConstraintDamagedPagesAndWhatIsOnlyCalledSoAreNot() {
        for (var failure : new Exception[] {
            new SQLException("twice", "23505"),
            new SQLException("page", "XX001"),
            new RuntimeException("no database at all")
        }) {
            assertThat(DatabasePatience.helpsWith(new RuntimeException(failure)))
                    .isFalse();
        }
    }

    @Test
    void nothingIsInsistedOnInAWorkerThatShutsDown() {
        assertThatThrownBy(() -> DatabasePatience.insist(() -> true, () -> {
                    throw new IllegalStateException(new SQLException("gone", "08006"));
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
