package io.bitgap.experiment.web;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.listing.Column;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the list of experiments. Every line begins with the name, which links to its experiment. */
enum ExperimentColumn implements Column<ExperimentView> {
    NAME("name", "experiment", "name", ExperimentView::name),
    STATE("state", "state", "state", ExperimentView::state),
    COMPLETED("completed", "runs completed", null, view -> view.progress().completed()),
    NETWORK("network", "network", "network", view -> spec(view, "network")),
    DATASET("dataset", "data set", "dataset", view -> spec(view, "dataset")),
    METHODS("methods", "methods", null, view -> list(view, "methods", "label")),
    BITS("bits", "bits", null, view -> list(view, "bits", "")),
    SEEDS("seeds", "seeds", null, view -> list(view, "seeds", "")),
    FAILED("failed", "runs failed", null, view -> view.progress().failed()),
    CANCELED("canceled", "runs canceled", null, view -> view.progress().canceled()),
    RUNS("runs", "runs", "runs", view -> view.progress().total()),
    CREATED("createdAt", "submitted", "createdAt", ExperimentView::createdAt),
    CREATED_BY("createdBy", "by", "createdBy", ExperimentView::createdBy),
    OWNER("owner", "owner", null, ExperimentView::owner),
    VISIBILITY("visibility", "seen by", null, ExperimentView::visibility),
    SLUG("slug", "readable id", null, ExperimentView::slug),
    SPEC_HASH("specHash", "hash of the spec", null, ExperimentView::specHash);

    static final List<ExperimentColumn> ALL = List.of(values());
    static final List<ExperimentColumn> DEFAULT = List.of(NAME, STATE, COMPLETED, NETWORK, DATASET, METHODS, CREATED);

    private final Heading heading;
    private final Function<ExperimentView, @Nullable Object> value;

    ExperimentColumn(
            String word, String title, @Nullable String sort, Function<ExperimentView, @Nullable Object> value) {
        this.heading = new Heading(
                word,
                title,
                sort,
                List.of("failed", "canceled", "runs", "createdAt").contains(word));
        this.value = value;
    }

    @Override
    public Heading heading() {
        return heading;
    }

    @Override
    public @Nullable Object value(ExperimentView row) {
        return value.apply(row);
    }

    private static String spec(ExperimentView view, String field) {
        return String.valueOf(view.spec().getOrDefault(field, ""));
    }

    /** What a list of the spec holds: texts and numbers, or what such a field of its objects does. */
    private static String list(ExperimentView view, String name, String field) {
        return view.spec().get(name) instanceof Collection<?> items
                ? items.stream().map(item -> word(item, field)).collect(Collectors.joining(", "))
                : "";
    }

    private static String word(@Nullable Object item, String field) {
        if (item instanceof Map<?, ?> object) {
            return field.isEmpty()
                    ? "w" + object.get("weights") + "a" + object.get("activations")
                    : String.valueOf(object.get(field));
        }
        return String.valueOf(item);
    }
}
