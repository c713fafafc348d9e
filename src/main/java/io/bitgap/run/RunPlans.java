package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.Replacement;
import io.bitgap.training.TrainingPlan;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the plans of new runs. */
@Component
public class RunPlans {
    private static final long MAX_CHARACTERS = 8L << 20;

    private final JdbcClient jdbc;
    private final EntityManager entities;

    RunPlans(JdbcClient jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Those that are stored already stay as they are; answered in the order of the plans. */
    public List<RunPlan> store(List<TrainingPlan> plans) {
        Map<TrainingPlan, String> replaced = new HashMap<>();
        Map<String, String> replacedOf = new HashMap<>();
        List<CanonicalJson.Document> documents = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            CanonicalJson.Document document = CanonicalJson.of(plan);
            documents.add(document);
            // a seed replaces nothing, and a grid has many
            replacedOf.put(document.sha256(), replaced.computeIfAbsent(plan.withSeed(0), RunPlans::replaced));
        }
        // in one order, so that of two submissions of the same plans neither waits for the other while that one waits
        // for it
        List<CanonicalJson.Document> sorted = documents.stream()
                .sorted(Comparator.comparing(CanonicalJson.Document::sha256))
                .toList();
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            // plans carry the definition of an uploaded network: a few megabytes a statement, however many there are
            long characters = 0;
            while (to < sorted.size() && (to == from || characters < MAX_CHARACTERS)) {
                characters += sorted.get(to++).json().length();
            }
            insert(sorted.subList(from, to), replacedOf);
        }
        return documents.stream()
                .map(document -> entities.getReference(RunPlan.class, document.sha256()))
                .toList();
    }

    private static String replaced(TrainingPlan plan) {
        return JsonMapper.shared().writeValueAsString(Replacement.of(plan));
    }

    private void insert(List<CanonicalJson.Document> documents, Map<String, String> replaced) {
        jdbc.sql("""
                        insert into run_plan (hash, plan, replaced)
                        select hash, cast(plan as jsonb), cast(replaced as jsonb)
                        from unnest(cast(:hashes as text[]), cast(:plans as text[]), cast(:replaced as text[]))
                             as given (hash, plan, replaced)
                        order by hash
                        on conflict do nothing
                        """)
                .param(
                        "hashes",
                        documents.stream().map(CanonicalJson.Document::sha256).toArray(String[]::new))
                .param(
                        "plans",
                        documents.stream().map(CanonicalJson.Document::json).toArray(String[]::new))
                .param(
                        "replaced",
                        documents.stream()
                                .map(document -> replaced.get(document.sha256()))
                                .toArray(String[]::new))
                .update();
    }
}
