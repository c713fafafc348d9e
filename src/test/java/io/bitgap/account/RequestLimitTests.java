package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bitgap.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.unit.DataSize;

/** Two processes count what one person asks of both. */
class RequestLimitTests {
    private static final LimitSettings FIVE = new LimitSettings(5, 10, 1, DataSize.ofGigabytes(1), 2);

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

    @Test
    void processesThatTellEachOtherNowAndThenLetHardlyMoreThrough() {
        LimitSettings thousand = new LimitSettings(1000, 10, 1, DataSize.ofGigabytes(1), 2);
        DataSource database = TestDatabase.source();
        RateLimits first = new RateLimits(thousand, AuthMode.ACCOUNTS, database);
        RateLimits second = new RateLimits(thousand, AuthMode.ACCOUNTS, database);
        Actor ada = SignedIn.actor("ada", PersonRole.ADMIN);
        List<Integer> taken = List.of(taken(ada, first, 600), taken(ada, second, 600), taken(ada, first, 600));
        // and what comes back meanwhile, 1000 a minute
        assertThat(taken.stream().mapToInt(Integer::intValue).sum())
                .as(taken.toString())
                .isBetween(1000, 1200);
    }

    private static int taken(Actor actor, RateLimits limits, int most) {
        int taken = 0;
        while (taken < most && catchThrowableOfType(TooManyRequests.class, () -> limits.request(actor)) == null) {
            taken++;
        }
        return taken;
    }

    @Test
    void aHostHasOneAllowanceHoweverManyAddressesItHas() {
        RateLimits limits = new RateLimits(signIns(1), AuthMode.ACCOUNTS, TestDatabase.source());
        limits.signIn("ada", "2001:db8:0:1::1");
        assertThat(refused("ada", "2001:db8:0:1:ffff::2", limits)).isTrue();
        assertThat(refused("ada", "2001:db8:0:2::1", limits)).isFalse();
    }

    @Test
    void onePersonIsNotTriedFromEverywhereAtOnceNorLockedOutByAFewAddresses() throws SQLException {
        DataSource database =
                new SingleConnectionDataSource(TestDatabase.source().getConnection(), true);
        RateLimits limits = new RateLimits(signIns(1), AuthMode.ACCOUNTS, database);
        int taken = 0;
        while (taken < 200 && !refused("ada", "192.0.2." + taken, limits)) {
            taken++;
        }
        assertThat(taken).isBetween(100, 110);
        assertThat(refused("eve", "198.51.100.1", limits)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "2001:db8::1, 20010db800000000/64",
        "fe80::1%eth0, fe80000000000000/64",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "unknown, unknown",
        "a:b, a:b"
    })
    void anAddressCountsAsItsNetwork(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }

    private static LimitSettings signIns(int most) {
        return new LimitSettings(5, most, 1, DataSize.ofGigabytes(1), 2);
    }

    private static boolean refused(String name, String address, RateLimits limits) {
        try {
            limits.signIn(name, address);
            return false;
        } catch (TooManyRequests refused) {
            return true;
        }
    }
}
