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
import java.util.Objects;
import java.util.function.Function;
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
        Map<TrainingPlan, Footnotes> made = new HashMap<>();
        Map<String, Footnotes> footnotes = new HashMap<>();
        List<CanonicalJson.Document> documents = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            CanonicalJson.Document document = CanonicalJson.of(plan);
            documents.add(document);
            // a seed changes nothing of them, and a grid has many
            footnotes.put(document.sha256(), made.computeIfAbsent(plan.withSeed(0), Footnotes::of));
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
            insert(sorted.subList(from, to), footnotes);
        }
        return documents.stream()
                .map(document -> entities.getReference(RunPlan.class, document.sha256()))
                .toList();
    }

    /** What tables say of a plan's runs, as JSON. */
    private record Footnotes(String replaced, String notes) {
        static Footnotes of(TrainingPlan plan) {
            JsonMapper json = JsonMapper.shared();
            return new Footnotes(
                    json.writeValueAsString(Replacement.of(plan)), json.writeValueAsString(plan.networkNotes()));
        }
    }

    private void insert(List<CanonicalJson.Document> documents, Map<String, Footnotes> footnotes) {
        jdbc.sql("""
                        insert into run_plan (hash, plan, replaced, notes)
                        select hash, cast(plan as jsonb), cast(replaced as jsonb), cast(notes as jsonb)
                        from unnest(cast(:hashes as text[]), cast(:plans as text[]), cast(:replaced as text[]),
                                    cast(:notes as text[])) as given (hash, plan, replaced, notes)
                        order by hash
                        on conflict do nothing
                        """)
                .param("hashes", texts(documents, CanonicalJson.Document::sha256))
                .param("plans", texts(documents, CanonicalJson.Document::json))
                .param(
                        "replaced",
                        texts(documents, document -> of(document, footnotes).replaced()))
                .param(
                        "notes",
                        texts(documents, document -> of(document, footnotes).notes()))
                .update();
    }

    private static Footnotes of(CanonicalJson.Document document, Map<String, Footnotes> footnotes) {
        return Objects.requireNonNull(footnotes.get(document.sha256()));
    }

    private static String[] texts(
            List<CanonicalJson.Document> documents, Function<CanonicalJson.Document, String> text) {
        return documents.stream().map(text).toArray(String[]::new);
    }
}
