package io.bitgap.listing;

import io.bitgap.format.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of a filter or sort key: as text in a URL, as a value in SQL. */
public enum ValueKind {
    TEXT("text without control characters"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    FRACTION("a fraction from 0 to 1 (0.9 is 90 %)"),
    TIME("a date like 2026-01-31 or a time like 2026-01-31T12:00:00Z"),
    ID("an id");

    private static final int LAST_YEAR = 9999;
    private final String sentence;

    ValueKind(String sentence) {
        this.sentence = sentence;
    }

    /** What values of this kind are, for people. */
    String sentence() {
        return sentence;
    }

    /** Empty for text that is no such value. */
    Optional<Object> parse(String text) {
        try {
            return Optional.ofNullable(
                    switch (this) {
                        case TEXT -> text.chars().anyMatch(Character::isISOControl) ? null : text;
                        case INTEGER -> Long.valueOf(text);
                        case NUMBER -> within(text, -Double.MAX_VALUE, Double.MAX_VALUE);
                        case FRACTION -> within(text, 0, 1);
                        case TIME -> time(text);
                        case ID -> Ids.parse(text).orElse(null);
                    });
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A column of this kind as text that {@link #parse} reads back without loss. */
    @Nullable
    String read(ResultSet row, String column) throws SQLException {
        return switch (this) {
            case TEXT, INTEGER, ID -> row.getString(column);
            case NUMBER, FRACTION -> {
                Double value = row.getObject(column, Double.class);
                yield value == null ? null : value.toString();
            }
            case TIME -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant().toString();
            }
        };
    }

    private static @Nullable Double within(String text, double least, double most) {
        double value = Double.parseDouble(text);
        return value >= least && value <= most ? value : null;
    }

    /** A date is its beginning in UTC. */
    private static @Nullable OffsetDateTime time(String text) {
        OffsetDateTime time = text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : Instant.parse(text).atOffset(ZoneOffset.UTC);
        return time.getYear() > 0 && time.getYear() <= LAST_YEAR ? time : null;
    }
}
