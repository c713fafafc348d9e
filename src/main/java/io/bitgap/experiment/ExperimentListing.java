package io.bitgap.experiment;

import static io.bitgap.listing.ListFilter.among;
import static io.bitgap.listing.ListFilter.anyOf;
import static io.bitgap.listing.ListFilter.one;
import static io.bitgap.listing.ValueKind.INTEGER;
import static io.bitgap.listing.ValueKind.TEXT;
import static io.bitgap.listing.ValueKind.TIME;

import io.bitgap.listing.ListSchema;
import io.bitgap.listing.SortKey;
import java.util.Arrays;
import java.util.List;

/** The sort keys and filters of experiments. */
public final class ExperimentListing {
    /** As an experiment is read: what its runs have come to. */
    private static final String STATE = """
            case when coalesce(o.finished, 0) < coalesce(o.total, 0) then 'RUNNING'
                 when o.failed > 0 then 'FAILED' when o.canceled > 0 then 'CANCELED' else 'COMPLETED' end""";

    /** {@code GET /experiments}. */
    public static final ListSchema ALL = new ListSchema(
            """
            from experiment e
            left join (select experiment_id, count(*) as total,
                         count(finished_at) as finished,
                         count(*) filter (where state = 'FAILED') as failed,
                         count(*) filter (where state = 'CANCELED') as canceled
                       from run group by experiment_id) o on o.experiment_id = e.id
            """,
            "e.id",
            List.of(
                    SortKey.of("createdAt", "e.created_at", TIME),
                    SortKey.of("name", "e.name", TEXT),
                    SortKey.of("state", STATE, TEXT),
                    SortKey.orNull("network", "e.network", TEXT),
                    SortKey.orNull("dataset", "e.dataset", TEXT),
                    SortKey.of("createdBy", "e.created_by", TEXT),
                    SortKey.of("runs", "coalesce(o.total, 0)", INTEGER)),
            List.of(
                    one("q", "position(lower(:q) in lower(e.name)) > 0", TEXT),
                    anyOf("state", "(" + STATE + ")", TEXT, words()),
                    anyOf("network", "e.network", TEXT),
                    anyOf("dataset", "e.dataset", TEXT),
                    among(
                            "method",
                            "exists (select from run r where r.experiment_id = e.id and r.method = any(:method))"),
                    anyOf("specHash", "e.spec_hash", TEXT),
                    anyOf("createdBy", "e.created_by", TEXT),
                    anyOf("owner", "(select name from person where id = e.owner_id)", TEXT),
                    anyOf("visibility", "e.visibility", TEXT, List.of("everyone", "private")),
                    one("createdAfter", "e.created_at >= :createdAfter", TIME),
                    one("createdBefore", "e.created_at < :createdBefore", TIME)),
            "-createdAt");

    private ExperimentListing() {}

    private static List<String> words() {
        return Arrays.stream(ExperimentState.values())
                .map(ExperimentState::name)
                .toList();
    }
}
