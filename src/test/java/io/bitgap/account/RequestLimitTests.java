package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bitgap.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Two processes count what one person asks of both. */
class RequestLimitTests {
    private static final LimitSettings FIVE = new LimitSettings(5, 10, 1, DataSize.ofGigabytes(1));

    @Test
    void aPersonIsLimitedByAllProcessesTogetherAndOthersAreNot() {
        DataSource database = TestDatabase.source();
        RateLimits first = new RateLimits(FIVE, AuthMode.ACCOUNTS, database);
        RateLimits second = new RateLimits(FIVE, AuthMode.ACCOUNTS, database);
        Actor ada = SignedIn.actor("ada", PersonRole.ADMIN);
        for (int i = 0; i < 5; i++) {
            (i % 2 == 0 ? first : second).request(ada);
        }
        TooManyRequests refused = catchThrowableOfType(TooManyRequests.class, () -> second.request(ada));
        assertThat((Long) refused.properties().get("retryAfter")).isBetween(1L, 13L);
        second.request(SignedIn.actor("eve", PersonRole.VIEWER));

        RateLimits nobodySignsIn = new RateLimits(FIVE, AuthMode.LOCAL, database);
        for (int i = 0; i < 10; i++) {
            nobodySignsIn.request(Actor.LOCAL);
        }
    }
}
