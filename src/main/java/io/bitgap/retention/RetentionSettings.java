package io.bitgap.retention;

import io.bitgap.problem.Problem;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code bitgap.retention.*}.
 *
 * @param days age from which checkpoints lose their files ({@code BITGAP_RETENTION_DAYS})
 * @param automatic whether a worker removes them by itself ({@code BITGAP_RETENTION_AUTOMATIC})
 */
@ConfigurationProperties("bitgap.retention")
public record RetentionSettings(
        @DefaultValue("7") int days, @DefaultValue("false") boolean automatic) {

    /** How often a worker does it, when it does it by itself. */
    static final Duration INTERVAL = Duration.ofHours(6);

    public RetentionSettings {
        if (days < 0) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "retention-days",
                    "BITGAP_RETENTION_DAYS is " + days + ": set it to a number of days, 0 or more.");
        }
    }
}
