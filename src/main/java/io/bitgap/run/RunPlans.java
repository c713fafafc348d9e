package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.TrainingPlan;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the plans of new runs. */
@Component
public class RunPlans {
    private final JdbcClient jdbc;
    private final EntityManager entities;

    RunPlans(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Those that are stored already stay as they are; one statement for any number of them, answered in their order. */
    public List<RunPlan> store(List<TrainingPlan> plans) {
        List<CanonicalJson.Document> documents =
                plans.stream().map(CanonicalJson::of).toList();
        // in one order, so that of two submissions of the same plans neither waits for the other while that one waits
        // for it
        jdbc.sql("""
                        insert into run_plan (hash, plan)
                        select hash, cast(plan as jsonb)
                        from unnest(cast(:hashes as text[]), cast(:plans as text[])) as given (hash, plan)
                        order by hash
                        on conflict do nothing
                        """)
                .param(
                        "hashes",
                        documents.stream().map(CanonicalJson.Document::sha256).toArray(String[]::new))
                .param(
                        "plans",
                        documents.stream().map(CanonicalJson.Document::json).toArray(String[]::new))
                .update();
        return documents.stream()
                .map(document -> entities.getReference(RunPlan.class, document.sha256()))
                .toList();
    }
}
