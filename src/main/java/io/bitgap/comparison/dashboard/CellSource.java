package io.bitgap.comparison.dashboard;

import io.bitgap.listing.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * The experiment that a data point of a chart comes from. A point is made of the runs of one experiment only, for those were
 * trained alike.
 *
 * @param recipe name of the recipe, or its length and rate where it was spelled out
 * @param trainExamples how many training images it used, 0 = all
 */
public record CellSource(
        UUID id,
        String slug,
        String name,
        Instant createdAt,
        String recipe,
        String levelConvention,
        int trainExamples) {
    /** Columns of an experiment {@code e} that {@link #of} reads. */
    static final String COLUMNS = """
            e.id as experiment, e.slug, e.name, e.created_at, e.spec ->> 'levelConvention' as levels, e.train_examples,
            case when jsonb_typeof(e.spec -> 'recipe') = 'object'
                 then concat(e.spec #>> '{recipe,epochs}', ' epochs at ', e.spec #>> '{recipe,learningRate}')
                 else coalesce(e.spec ->> 'recipe', 'default') end as recipe
            """;

    static CellSource of(ResultSet row) throws SQLException {
        String levels = row.getString("levels");
        return new CellSource(
                Rows.uuid(row, "experiment"),
                row.getString("slug"),
                row.getString("name"),
                Rows.instant(row, "created_at"),
                row.getString("recipe"),
                levels == null ? "bits" : levels,
                row.getInt("train_examples"));
    }
}
