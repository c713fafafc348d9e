package io.bitgap.listing;

import io.bitgap.listing.SortKey.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sort keys and filters of a list.
 *
 * @param from the tables, in SQL; joins that a query does not need are left out by PostgreSQL
 * @param id unique expression that settles ties
 * @param defaultSort order where none is asked for
 */
public record ListSchema(String from, String id, List<SortKey> sorts, List<ListFilter> filters, String defaultSort) {
    private static final List<String> PAGING = List.of("limit", "pageToken", "sort");

    public ListSchema {
        sorts = List.copyOf(sorts);
        filters = List.copyOf(filters);
    }

    /** The same list with another order where none is asked for, and without a filter. */
    public ListSchema within(String filter, String order) {
        List<ListFilter> others =
                filters.stream().filter(each -> !each.name().equals(filter)).toList();
        return new ListSchema(from, id, sorts, others, order);
    }

    /** The first page, as it is without any parameter. */
    public ListQuery first(int limit) {
        return read(Map.of("limit", List.of(String.valueOf(limit))), List.of());
    }

    /**
     * Reads the parameters of a request.
     *
     * @param others parameters that the caller reads
     * @throws io.bitgap.problem.Problem (400) with everything that is wrong with them
     */
    public ListQuery read(Map<String, List<String>> parameters, Collection<String> others) {
        return read(parameters, others, List.of());
    }

    /** The same of a list that has conditions of its own, which nobody needs to ask for. */
    public ListQuery read(
            Map<String, List<String>> parameters, Collection<String> others, List<ListQuery.Condition> own) {
        return new ListParameters(this, parameters, others).query(own);
    }

    /** Names of what it can be sorted by. */
    public List<String> sortNames() {
        return sorts.stream().map(SortKey::name).toList();
    }

    Optional<ListFilter> filter(String name) {
        return filters.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    Optional<Order> order(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return sorts.stream().filter(key -> key.name().equals(name)).findFirst().map(key -> new Order(key, descending));
    }

    List<String> parameters(Collection<String> others) {
        List<String> names = new ArrayList<>(PAGING);
        names.addAll(others);
        filters.forEach(filter -> names.add(filter.name()));
        return names;
    }
}
