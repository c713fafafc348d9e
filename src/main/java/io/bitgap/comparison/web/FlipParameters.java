package io.bitgap.comparison.web;

import io.bitgap.comparison.answers.Direction;
import io.bitgap.comparison.answers.Flips;
import io.bitgap.listing.Page;
import io.bitgap.problem.InvalidParameter;
import io.bitgap.problem.WordParameter;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which flipped images are asked for. */
record FlipParameters(
        @Parameter(description = "id of the run to compare with; the run's fp32 run where it is left out") @Nullable
        String against,

        @Parameter(
                description = "lost: the reference is right about them and the run is not; gained: the other way round",
                schema =
                        @Schema(
                                allowableValues = {"lost", "gained"},
                                defaultValue = "lost"))
        @Nullable
        String direction,

        @Parameter(schema = @Schema(type = "integer", defaultValue = "24", maximum = "500")) @Nullable
        Integer limit,

        @Nullable String pageToken) {
    private static final WordParameter<Direction> DIRECTIONS =
            WordParameter.of("direction", Direction::word, List.of(Direction.values()));
    private static final int PICTURES = 24;

    @Nullable
    String reference() {
        return against == null || against.isBlank() ? null : against;
    }

    Direction wanted() {
        return DIRECTIONS.read(direction, Direction.LOST);
    }

    /** @throws InvalidParameter for a limit or a token that is none */
    Flips.Slice slice() {
        return new Flips.Slice(first(), limit == null ? PICTURES : Page.limit(limit));
    }

    private int first() {
        if (pageToken == null || pageToken.isBlank()) {
            return 0;
        }
        if (!pageToken.matches("\\d{1,9}")) {
            throw new InvalidParameter("pageToken", "pageToken must be the nextPageToken of the page before.");
        }
        return Integer.parseInt(pageToken);
    }
}
