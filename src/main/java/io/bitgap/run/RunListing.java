package io.bitgap.run;

import static io.bitgap.listing.ListFilter.among;
import static io.bitgap.listing.ListFilter.anyOf;
import static io.bitgap.listing.ListFilter.one;
import static io.bitgap.listing.ValueKind.FRACTION;
import static io.bitgap.listing.ValueKind.INTEGER;
import static io.bitgap.listing.ValueKind.NUMBER;
import static io.bitgap.listing.ValueKind.TEXT;
import static io.bitgap.listing.ValueKind.TIME;

import io.bitgap.listing.ListFilter;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.ListSchema;
import io.bitgap.listing.SortKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sort keys and filters of runs. */
public final class RunListing {
    static final String SECONDS = "extract(epoch from r.finished_at - r.started_at)::float8";

    private static final ListFilter EXPERIMENT = among(
            "experiment",
            "r.experiment_id in (select id from experiment where slug = any(:experiment)"
                    + " or id::text in (select lower(given) from unnest(cast(:experiment as text[])) given))");

    /** {@code GET /runs}. */
    public static final ListSchema ALL = new ListSchema(
            """
            from run_result r
            left join experiment e on e.id = r.experiment_id
            """,
            "r.id",
            List.of(
                    SortKey.of("createdAt", "r.created_at", TIME),
                    SortKey.orNull("startedAt", "r.started_at", TIME),
                    SortKey.orNull("finishedAt", "r.finished_at", TIME),
                    SortKey.orNull("experiment", "e.name", TEXT),
                    SortKey.orNull("network", "e.network", TEXT),
                    SortKey.orNull("dataset", "e.dataset", TEXT),
                    SortKey.of("method", "r.method", TEXT),
                    SortKey.of("setting", "r.setting", TEXT),
                    SortKey.of("weightBits", "r.weight_bits", INTEGER),
                    SortKey.of("activationBits", "r.activation_bits", INTEGER),
                    SortKey.of("seed", "r.seed", INTEGER),
                    SortKey.of("state", "r.state", TEXT),
                    SortKey.orNull("top1", "r.last_top1", NUMBER),
                    SortKey.orNull("bestTop1", "r.best_top1", NUMBER),
                    SortKey.orNull("ptqTop1", "r.ptq_top1", NUMBER),
                    SortKey.orNull("loss", "nullif(r.last_loss, 'NaN')", NUMBER),
                    SortKey.orNull("gap", "r.gap", NUMBER),
                    SortKey.orNull("gapToControl", "r.gap_to_control", NUMBER),
                    SortKey.orNull("imagesPerSecond", "r.images_per_second", NUMBER),
                    SortKey.orNull("seconds", SECONDS, NUMBER),
                    SortKey.of("epoch", "r.epoch", INTEGER),
                    SortKey.of("position", "r.position", INTEGER)),
            List.of(
                    EXPERIMENT,
                    one("q", "position(lower(:q) in lower(e.name)) > 0", TEXT),
                    anyOf("state", "r.state", TEXT, words(RunState.values())),
                    anyOf("method", "r.method", TEXT),
                    anyOf("network", "e.network", TEXT),
                    anyOf("dataset", "e.dataset", TEXT),
                    anyOf("setting", "r.setting", TEXT),
                    anyOf("weightBits", "r.weight_bits", INTEGER, ListFilter.BITS),
                    anyOf("activationBits", "r.activation_bits", INTEGER, ListFilter.BITS),
                    anyOf("seed", "r.seed", INTEGER),
                    one("minTop1", "r.last_top1 >= :minTop1", FRACTION),
                    one("maxGap", "r.gap <= :maxGap", NUMBER),
                    anyOf("createdBy", "e.created_by", TEXT),
                    anyOf("owner", "(select name from person where id = e.owner_id)", TEXT),
                    one("createdAfter", "r.created_at >= :createdAfter", TIME),
                    one("createdBefore", "r.created_at < :createdBefore", TIME)),
            "-createdAt");

    /** {@code GET /experiments/{id}/runs}: baselines first, then controls, then method by method. */
    private static final ListSchema OF_EXPERIMENT = ALL.within(EXPERIMENT.name(), "position");

    private RunListing() {}

    /** A page of the runs of one experiment. */
    public static ListQuery of(UUID experiment, Map<String, List<String>> parameters) {
        String id = experiment.toString();
        return OF_EXPERIMENT.read(
                parameters, List.of(), List.of(new ListQuery.Condition(EXPERIMENT, List.of(id), List.of(id))));
    }

    private static List<String> words(RunState[] states) {
        return Arrays.stream(states).map(RunState::name).toList();
    }
}
