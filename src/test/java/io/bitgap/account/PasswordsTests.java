package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bitgap.problem.Problem;
import org.junit.jupiter.api.Test;

class PasswordsTests {
    @Test
    void aPasswordWithTheNameInItIsGuessedUnlessTheNameIsAFewLettersLong() {
        Problem refused = catchThrowableOfType(Problem.class, () -> Passwords.hash("Grace and three words", "grace"));
        assertThat(refused.code()).isEqualTo("weak-password");
        for (String name : new String[] {"a", "bob", "w"}) {
            assertThatCode(() -> Passwords.hash("bob, a bird and four words", name))
                    .doesNotThrowAnyException();
        }
    }
}
