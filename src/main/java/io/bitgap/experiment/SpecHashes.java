package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.json.CanonicalJson;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds experiments that would train the same: with the same spec, defaults filled in, whatever their names and
 * priorities. The database computes the hash ({@code spec_hash}), so that it is the same for rows of every age.
 */
@Component
class SpecHashes {
    private static final int MAX_RESULTS = 10;

    private final JdbcClient jdbc;

    SpecHashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String of(ExperimentSpec spec) {
        return document(spec).sha256();
    }

    /** With the hash of what is trained, not of the whole text. */
    CanonicalJson.Document document(ExperimentSpec spec) {
        String json = CanonicalJson.of(SpecDocument.of(spec)).json();
        String hash = jdbc.sql("select spec_hash(cast(:spec as jsonb))")
                .param("spec", json)
                .query(String.class)
                .single();
        return new CanonicalJson.Document(json, hash);
    }

    /** Compared by the database, to which 1e7 and 10000000 are one number. */
    boolean isOf(UUID experiment, CanonicalJson.Document spec) {
        return jdbc.sql("select exists (select from experiment where id = :id and spec = cast(:spec as jsonb))")
                .param("id", experiment)
                .param("spec", spec.json())
                .query(Boolean.class)
                .single();
    }

    /** Newest first. */
    List<UUID> same(String hash) {
        return jdbc.sql("select id from experiment where spec_hash = :hash order by id desc limit :most")
                .param("hash", hash)
                .param("most", MAX_RESULTS)
                .query(UUID.class)
                .list();
    }

    /** The newest of which no run has failed or was canceled: its results are or will be complete. */
    Optional<UUID> usable(String hash) {
        return jdbc.sql("""
                        select id from experiment e where spec_hash = :hash and not exists (
                          select from run where experiment_id = e.id and state in ('FAILED', 'CANCELED'))
                        order by id desc limit 1
                        """).param("hash", hash).query(UUID.class).optional();
    }

    /** Submissions of one spec that may share an experiment go one after the other until the transaction ends. */
    void lock(String hash) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:hash, 0))")
                .param("hash", hash)
                .query(row -> {});
    }
}
