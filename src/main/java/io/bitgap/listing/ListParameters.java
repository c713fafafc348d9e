package io.bitgap.listing;

import io.bitgap.listing.SortKey.Order;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.InvalidParameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a list's parameters once and collects what is wrong with them. Empty ones, which forms send, count as not given. */
final class ListParameters {
    private final ListSchema schema;
    private final Map<String, List<String>> parameters;
    private final List<FieldProblem> problems = new ArrayList<>();

    ListParameters(ListSchema schema, Map<String, List<String>> parameters, Collection<String> others) {
        this.schema = schema;
        this.parameters = parameters;
        List<String> known = schema.parameters(others);
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong(
                        name,
                        "There is no parameter '" + name + "' here; there are " + String.join(", ", known) + "."));
    }

    /** @throws InvalidParameter if anything is wrong */
    ListQuery query(List<ListQuery.Condition> own) {
        int limit = limit();
        boolean limited = single("limit").isPresent();
        List<Order> order = order();
        List<ListQuery.Condition> conditions = new ArrayList<>(own);
        schema.filters().forEach(filter -> condition(filter).ifPresent(conditions::add));
        refuse();
        ListQuery first = new ListQuery(schema, limit, limited, order, conditions, null);
        PageToken.@Nullable Position after = after(first).orElse(null);
        refuse();
        return new ListQuery(schema, limit, limited, order, conditions, after);
    }

    private int limit() {
        String text = single("limit").orElse(String.valueOf(Page.DEFAULT_LIMIT));
        Optional<Integer> limit = ValueKind.INTEGER
                .parse(text)
                .map(value -> (Long) value)
                .filter(value -> value >= 1 && value <= Page.MAX_LIMIT)
                .map(Long::intValue);
        if (limit.isEmpty()) {
            wrong("limit", "limit must be 1 to " + Page.MAX_LIMIT + ", not " + text + ".");
        }
        return limit.orElse(Page.DEFAULT_LIMIT);
    }

    private List<Order> order() {
        List<String> asked = values("sort");
        List<Order> order = new ArrayList<>();
        Set<SortKey> seen = new HashSet<>();
        for (String text : asked.isEmpty() ? CommaSeparated.split(schema.defaultSort()) : asked) {
            Optional<Order> known = schema.order(text);
            if (known.isEmpty()) {
                wrong(
                        "sort",
                        "sort cannot be by '" + text + "'; it takes " + String.join(", ", schema.sortNames())
                                + ", each with - in front for the largest first, several with commas.");
            } else if (!seen.add(known.get().key())) {
                wrong("sort", "sort names " + known.get().key().name() + " twice.");
            } else {
                order.add(known.get());
            }
        }
        return order;
    }

    private Optional<ListQuery.Condition> condition(ListFilter filter) {
        List<String> given = filter.many()
                ? values(filter.name())
                : single(filter.name()).stream().toList();
        List<Object> values = new ArrayList<>();
        for (String text : given) {
            filter.parse(text)
                    .ifPresentOrElse(
                            values::add,
                            () -> wrong(
                                    filter.name(),
                                    filter.name() + " must be " + filter.allowed() + ", not '" + text + "'."));
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(new ListQuery.Condition(filter, given, values));
    }

    private Optional<PageToken.Position> after(ListQuery query) {
        Optional<String> token = single("pageToken");
        Optional<PageToken.Position> after = token.flatMap(text -> PageToken.read(text, query));
        if (token.isPresent() && after.isEmpty()) {
            wrong(
                    "pageToken",
                    "pageToken must be the nextPageToken of an earlier answer with the same sort and filters.");
        }
        return after;
    }

    private List<String> values(String name) {
        return given(name).stream()
                .flatMap(text -> CommaSeparated.split(text).stream())
                .distinct()
                .toList();
    }

    private Optional<String> single(String name) {
        List<String> given = given(name);
        if (given.size() > 1) {
            wrong(name, name + " can be given once.");
        }
        return given.stream().findFirst();
    }

    private List<String> given(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.isBlank())
                .toList();
    }

    private void wrong(String parameter, String sentence) {
        problems.add(InvalidParameter.at(parameter, sentence));
    }

    private void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidParameter(problems);
        }
    }
}
