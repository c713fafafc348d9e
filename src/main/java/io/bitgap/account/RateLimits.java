package io.bitgap.account;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** How often somebody may ask, counted in the database for all processes together. */
@Component
public class RateLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final int PEOPLE_BEHIND_AN_ADDRESS = 10;

    /** Fewer would let a few addresses keep somebody from signing in. */
    private static final int ADDRESSES_OF_A_NAME = 100;

    private static final String SIGN_INS = "There were too many tries to sign in.";

    /** Of as many at most each process remembers how much it has not told the others yet. */
    private static final int PEOPLE = 1000;

    /** A process keeps this part of what is allowed to itself at most, and for so long. */
    private static final int TOLD_TOGETHER = 50;

    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);

    /** One request in so many forgets allowances that are full again. */
    private static final int FORGETTING = 1000;

    private final LimitSettings settings;
    private final AuthMode mode;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final ConcurrentLruCache<String, BucketProxy> people = new ConcurrentLruCache<>(PEOPLE, this::ofPerson);

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

    /** @throws TooManyRequests if the person has asked too often lately, in this process or in others */
    public void request(Actor actor) {
        if (mode != AuthMode.LOCAL) {
            take(people.get("person " + actor.id()), "These are too many requests.");
        }
    }

    /** A process tells the others of a few requests at once: each would wait for the database else. */
    private BucketProxy ofPerson(String key) {
        int most = settings.requestsPerMinute();
        return buckets.builder()
                .withOptimization(
                        most < TOLD_TOGETHER
                                ? Optimization.NONE_OPTIMIZED
                                : Optimizations.delaying(new DelayParameters(most / TOLD_TOGETHER, TOLD_AFTER)))
                .build(key, () -> allowance(most, MINUTE));
    }

    /** @throws TooManyRequests if somebody there has tried too often lately, or to be this person, or many together have */
    public void signIn(String name, String address) {
        signIn(address);
        int most = settings.signInsPerQuarterHour();
        String person = Secrets.hash(name);
        take("sign-in " + ClientNetwork.of(address) + " " + person, most, QUARTER_HOUR, SIGN_INS);
        take("sign-in as " + person, ADDRESSES_OF_A_NAME * most, QUARTER_HOUR, SIGN_INS);
    }

    /** @throws TooManyRequests if somebody there has tried too often lately, whoever they are */
    public void signIn(String address) {
        int most = PEOPLE_BEHIND_AN_ADDRESS * settings.signInsPerQuarterHour();
        take("sign-in " + ClientNetwork.of(address), most, QUARTER_HOUR, SIGN_INS);
    }

    /** @throws TooManyRequests if too many tokens that are none came from there lately */
    void badToken(String address) {
        int most = PEOPLE_BEHIND_AN_ADDRESS * settings.signInsPerQuarterHour();
        take(
                "token " + ClientNetwork.of(address),
                most,
                QUARTER_HOUR,
                "There were too many tokens that let nobody in.");
    }

    private void take(String key, int most, Duration in, String sentence) {
        take(buckets.getProxy(key, () -> allowance(most, in)), sentence);
    }

    private static BucketConfiguration allowance(int most, Duration in) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(most)
                        .refillGreedy(most, in)
                        .build())
                .build();
    }

    private void take(BucketProxy bucket, String sentence) {
        ConsumptionProbe taken = RestrictedConnections.forAnybody(() -> {
            if (ThreadLocalRandom.current().nextInt(FORGETTING) == 0) {
                buckets.removeExpired(FORGETTING);
            }
            return bucket.tryConsumeAndReturnRemaining(1);
        });
        if (!taken.isConsumed()) {
            throw new TooManyRequests(
                    sentence,
                    Math.max(
                            1, Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1));
        }
    }
}
