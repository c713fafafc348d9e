package io.bitgap.experiment;

import io.bitgap.experiment.ExperimentView.Completion;
import io.bitgap.json.CanonicalJson;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.Page;
import io.bitgap.listing.PagedSelect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads experiments together with the progress of their runs. */
@Component
class ExperimentReading {
    private static final int READ_AT_ONCE = 200;

    private final ExperimentRepository experiments;
    private final Ownership ownership;
    private final JdbcClient jdbc;

    ExperimentReading(ExperimentRepository experiments, Ownership ownership, JdbcClient jdbc) {
        this.ownership = ownership;
        this.experiments = experiments;
        this.jdbc = jdbc;
    }

    private record Outcome(
            UUID experiment, int total, int finished, int completed, int failed, int canceled, int doubtful) {
        static Outcome none(UUID experiment) {
            return new Outcome(experiment, 0, 0, 0, 0, 0, 0);
        }

        ExperimentState state() {
            if (finished < total) {
                return ExperimentState.RUNNING;
            }
            return failed > 0
                    ? ExperimentState.FAILED
                    : canceled > 0 ? ExperimentState.CANCELED : ExperimentState.COMPLETED;
        }

        List<String> allowedActions() {
            List<String> allowed = new ArrayList<>();
            if (finished < total) {
                allowed.add("cancel");
            }
            if (failed > 0) {
                allowed.add("retry-failed");
            }
            return List.copyOf(allowed);
        }
    }

    List<ExperimentView> views(List<Experiment> found) {
        Map<UUID, Outcome> outcomes =
                outcomes(found.stream().map(Experiment::getId).toList());
        Map<UUID, String> names = ownership.names(found);
        return found.stream()
                .map(experiment -> view(
                        experiment,
                        outcomes.getOrDefault(experiment.getId(), Outcome.none(experiment.getId())),
                        names.get(experiment.ownerId())))
                .toList();
    }

    Page<ExperimentView> list(ListQuery query) {
        Page<UUID> page = new PagedSelect(jdbc, query).page("e.id", PagedSelect::id);
        return new Page<>(viewsOf(page.items()), page.nextPageToken(), page.total());
    }

    /** Some at a time, so that they need not all be in memory. */
    void each(ListQuery query, Consumer<ExperimentView> action) {
        List<UUID> ids = new ArrayList<>();
        new PagedSelect(jdbc, query).each("e.id", PagedSelect::id, ids::add);
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            viewsOf(ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE)))
                    .forEach(action);
        }
    }

    private List<ExperimentView> viewsOf(List<UUID> ids) {
        Map<UUID, Experiment> found = new HashMap<>();
        experiments.findByIdIn(ids).forEach(experiment -> found.put(experiment.getId(), experiment));
        return views(ids.stream().map(found::get).filter(Objects::nonNull).toList());
    }

    private Map<UUID, Outcome> outcomes(List<UUID> ids) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        jdbc.sql("""
                        select experiment_id as experiment, count(*) as total, count(finished_at) as finished,
                          count(*) filter (where state = 'COMPLETED') as completed,
                          count(*) filter (where state = 'FAILED') as failed,
                          count(*) filter (where state = 'CANCELED') as canceled,
                          (select count(*) from run d where d.experiment_id = run.experiment_id and d.warnings <> '[]'
                             and d.state = 'COMPLETED') as doubtful
                        from run where experiment_id = any(:ids) group by experiment_id
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(Outcome.class)
                .list()
                .forEach(outcome -> outcomes.put(outcome.experiment(), outcome));
        return outcomes;
    }

    private static ExperimentView view(Experiment experiment, Outcome outcome, @Nullable String owner) {
        return new ExperimentView(
                experiment.getId(),
                experiment.slug(),
                experiment.name(),
                CanonicalJson.object(experiment.spec()),
                experiment.specHash(),
                outcome.state(),
                outcome.allowedActions(),
                new Completion(
                        outcome.completed(), outcome.failed(), outcome.canceled(), outcome.doubtful(), outcome.total()),
                experiment.createdAt(),
                experiment.createdBy(),
                owner,
                experiment.visibility());
    }
}
