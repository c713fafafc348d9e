package io.bitgap.experiment.form;

import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Submits a form once for each token: sending the same again returns the first experiment. A token stands for what was sent with
 * it last.
 */
@Component
class FormSubmission {
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private final Experiments experiments;
    private final JdbcClient jdbc;
    private final Clock clock;

    FormSubmission(Experiments experiments, JdbcClient jdbc, Clock clock) {
        this.experiments = experiments;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param again whether it is run although its results are there already
     * @return empty where they are and it is not
     * @throws io.bitgap.problem.Problem (422) with every field that is wrong; nothing is stored then, the token neither
     */
    @Transactional
    Optional<ExperimentView> submit(UUID token, JsonNode spec, boolean again, Visibility visibility) {
        // Two sendings of one form go one after the other, also in different processes.
        jdbc.sql("select pg_advisory_xact_lock(:most, :least)")
                .param("most", (int) (token.getMostSignificantBits() >>> 32))
                .param("least", (int) token.getLeastSignificantBits())
                .query(row -> {});
        Optional<UUID> earlier = jdbc.sql("select experiment_id from form_token where token = :token")
                .param("token", token)
                .query(UUID.class)
                .optional();
        // Who goes back in the browser and changes something sends the old token with another spec.
        if (earlier.isPresent() && experiments.isOf(earlier.get(), spec)) {
            return experiments.find(earlier.get());
        }
        if (!again && experiments.hasResults(spec)) {
            return Optional.empty();
        }
        ExperimentView stored = experiments.submit(spec, visibility);
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into form_token (token, experiment_id, used_at) values (:token, :experiment, :now)
                        on conflict (token) do update set experiment_id = excluded.experiment_id, used_at = excluded.used_at
                        """)
                .param("token", token)
                .param("experiment", stored.id())
                .param("now", now)
                .update();
        jdbc.sql("delete from form_token where used_at < :old")
                .param("old", now.minus(REMEMBERED))
                .update();
        return Optional.of(stored);
    }
}
