package io.bitgap.account;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** How often somebody may ask, counted in the database for all processes together. */
@Component
public class RateLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final int PEOPLE_BEHIND_AN_ADDRESS = 10;

    /** One request in so many forgets allowances that are full again. */
    private static final int FORGETTING = 1000;

    private final LimitSettings settings;
    private final AuthMode mode;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    RateLimits(LimitSettings settings, AuthMode mode, DataSource database) {
        this.settings = settings;
        this.mode = mode;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    /** @throws TooManyRequests if the person has asked too often lately */
    public void request(Actor actor) {
        if (mode != AuthMode.LOCAL) {
            take("person " + actor.id(), settings.requestsPerMinute(), MINUTE, "These are too many requests.");
        }
    }

    /** @throws TooManyRequests if somebody there has tried too often lately, or to be this person */
    public void signIn(String name, String address) {
        String sentence = "There were too many tries to sign in.";
        take("sign-in " + address, PEOPLE_BEHIND_AN_ADDRESS * settings.signInsPerQuarterHour(), QUARTER_HOUR, sentence);
        take("sign-in " + address + " " + Secrets.hash(name), settings.signInsPerQuarterHour(), QUARTER_HOUR, sentence);
    }

    private void take(String key, int most, Duration in, String sentence) {
        if (ThreadLocalRandom.current().nextInt(FORGETTING) == 0) {
            buckets.removeExpired(FORGETTING);
        }
        BucketConfiguration allowance = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(most)
                        .refillGreedy(most, in)
                        .build())
                .build();
        ConsumptionProbe taken = buckets.getProxy(key, () -> allowance).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw new TooManyRequests(
                    sentence,
                    Math.max(
                            1, Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1));
        }
    }
}
