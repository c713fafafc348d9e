package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.json.CanonicalJson;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds experiments that would train the same: with the same spec, defaults filled in, whatever their names and priorities.
 * The database compares them, to which 1e7 and 10000000 are one number.
 */
@Component
class DuplicateExperiments {
    private static final int MAX_RESULTS = 10;

    private final JdbcClient jdbc;
    private final ExperimentRepository experiments;
    private final ExperimentReading reading;

    DuplicateExperiments(JdbcClient jdbc, ExperimentRepository experiments, ExperimentReading reading) {
        this.jdbc = jdbc;
        this.experiments = experiments;
        this.reading = reading;
    }

    /** Newest first, at most 10. */
    List<SameSpec> same(ExperimentSpec spec) {
        List<UUID> ids =
                ask("""
                        select id from experiment where spec_hash = spec_hash(cast(:spec as jsonb)) order by id desc limit :most
                        """, spec).param("most", MAX_RESULTS).query(UUID.class).list();
        return reading.views(experiments.findByIdIn(ids)).stream()
                .sorted(Comparator.comparingInt(experiment -> ids.indexOf(experiment.id())))
                .map(SameSpec::of)
                .toList();
    }

    /** Whether an experiment is exactly what the spec describes, name and priority too. */
    boolean isOf(UUID experiment, ExperimentSpec spec) {
        return ask("select exists (select from experiment where id = :id and spec = cast(:spec as jsonb))", spec)
                .param("id", experiment)
                .query(Boolean.class)
                .single();
    }

    /**
     * The newest of which no run has failed or was canceled: its results are or will be complete. Other submissions of this
     * spec that ask for it wait until this one has ended.
     */
    Optional<UUID> usable(ExperimentSpec spec) {
        ask("select pg_advisory_xact_lock(hashtextextended(spec_hash(cast(:spec as jsonb)), 0))", spec)
                .query(row -> {});
        return ask("""
                        select id from experiment e where spec_hash = spec_hash(cast(:spec as jsonb)) and not exists (
                          select from run where experiment_id = e.id and state in ('FAILED', 'CANCELED'))
                        order by id desc limit 1
                        """, spec).query(UUID.class).optional();
    }

    private JdbcClient.StatementSpec ask(String question, ExperimentSpec spec) {
        return jdbc.sql(question)
                .param("spec", CanonicalJson.of(SpecDocument.of(spec)).json());
    }
}
