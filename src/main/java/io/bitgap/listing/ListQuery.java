package io.bitgap.listing;

import io.bitgap.listing.SortKey.Order;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a list.
 *
 * @param limited whether the limit was asked for; a file has every row where it was not
 * @param after the last row of the page before, null for the first page
 */
public record ListQuery(
        ListSchema schema,
        int limit,
        boolean limited,
        List<Order> order,
        List<Condition> conditions,
        PageToken.@Nullable Position after) {
    public ListQuery {
        order = List.copyOf(order);
        conditions = List.copyOf(conditions);
    }

    /**
     * A filter that was used.
     *
     * @param given as it was written
     * @param values as SQL takes them
     */
    public record Condition(ListFilter filter, List<String> given, List<Object> values) {}

    /** What a filter was given; empty where it was not. */
    public List<String> given(String filter) {
        return conditions.stream()
                .filter(condition -> condition.filter().name().equals(filter))
                .flatMap(condition -> condition.given().stream())
                .toList();
    }

    public boolean filtered() {
        return !conditions.isEmpty();
    }

    /** The order, as {@code sort} has it. */
    public List<String> sort() {
        return order.stream().map(Order::text).toList();
    }

    /** Sort and filters as one text: a token of one is of no use to another. */
    String shape() {
        String filters = conditions.stream()
                .map(condition -> condition.filter().name() + "=" + CommaSeparated.join(condition.given()))
                .sorted()
                .collect(Collectors.joining("&"));
        return schema.id() + "?sort=" + String.join(",", sort()) + "&" + filters;
    }
}
