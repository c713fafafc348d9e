package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.training.TrainingFailed;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

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

    @Test
    void aLostConnectionIsTheDatabasesTroubleAndABrokenConstraintIsNot() {
        assertThat(DatabaseLost.isCauseOf(new RuntimeException(new SQLException("closed", "08006"))))
                .isTrue();
        assertThat(DatabaseLost.isCauseOf(new RuntimeException(new SQLException("stopping", "57P01"))))
                .isTrue();
        assertThat(DatabaseLost.isCauseOf(new RuntimeException(new SQLException("twice", "23505"))))
                .isFalse();
        assertThat(DatabaseLost.isCauseOf(new RuntimeException("no database at all")))
                .isFalse();
    }
}
