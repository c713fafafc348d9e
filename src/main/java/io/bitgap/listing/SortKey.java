package io.bitgap.listing;

/**
 * A sort key of a list.
 *
 * @param name as in {@code sort=name}
 * @param expression in SQL
 * @param nullable rows without a value come last, whatever the direction
 */
public record SortKey(String name, String expression, ValueKind kind, boolean nullable) {
    public static SortKey of(String name, String expression, ValueKind kind) {
        return new SortKey(name, expression, kind, false);
    }

    public static SortKey orNull(String name, String expression, ValueKind kind) {
        return new SortKey(name, expression, kind, true);
    }

    /** One key of a wanted order. */
    record Order(SortKey key, boolean descending) {
        /** Keys that are never null leave {@code nulls last} out, so that an index can give their order. */
        String sql() {
            return key.expression() + (descending ? " desc" : " asc") + (key.nullable() ? " nulls last" : "");
        }

        String text() {
            return (descending ? "-" : "") + key.name();
        }
    }
}
