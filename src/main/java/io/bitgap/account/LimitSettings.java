package io.bitgap.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one person may ask for, with all their browsers and tokens together; nobody is limited where nobody signs in.
 *
 * @param requestsPerMinute {@code BITGAP_LIMITS_REQUESTS_PER_MINUTE}
 * @param signInsPerQuarterHour {@code BITGAP_LIMITS_SIGN_INS_PER_QUARTER_HOUR}: tries to sign in as one person from one address; ten times
 *     as many from an address
 * @param queuedRuns {@code BITGAP_LIMITS_QUEUED_RUNS}: runs of a researcher that are not finished
 * @param storedBytes {@code BITGAP_LIMITS_STORED_BYTES}: what the files of a researcher's checkpoints may hold, e.g. 50GB
 * @param networks {@code BITGAP_LIMITS_NETWORKS}: networks that a researcher may upload
 */
@ConfigurationProperties("bitgap.limits")
public record LimitSettings(
        @DefaultValue("1200") int requestsPerMinute,
        @DefaultValue("10") int signInsPerQuarterHour,
        @DefaultValue("2000") int queuedRuns,
        @DefaultValue("100GB") DataSize storedBytes,
        @DefaultValue("200") int networks) {}
