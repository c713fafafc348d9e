package io.bitgap.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a list: it holds filter, sort, columns and page, so that a view can be shared. Templates ask it for the addresses
 * around it.
 *
 * @param parameters of the request
 * @param all columns there are
 * @param defaultColumns columns where none are asked for
 */
public record ListUrl<C extends Column<?>>(
        String path, Map<String, List<String>> parameters, ListQuery query, List<C> all, List<C> defaultColumns) {
    /** Parameters that only a page or a file has a use for; JSON lets them pass, so that addresses can be shared. */
    public static final List<String> PAGE_ONLY = List.of("columns", "format", ByteOrderMark.PARAMETER);

    /**
     * A column's heading.
     *
     * @param href sorts by it, or the other way round; null where that is not possible
     * @param sorted as {@code aria-sort} has it; null where the list is not sorted by it first
     */
    record Heading<C extends Column<?>>(
            C column, @Nullable String href, @Nullable String sorted) {}

    public List<C> columns() {
        return Column.chosen(all, defaultColumns, parameters.get("columns"));
    }

    public List<Heading<C>> headings() {
        return columns().stream().map(this::heading).toList();
    }

    private Heading<C> heading(C column) {
        String key = column.sort();
        if (key == null) {
            return new Heading<>(column, null, null);
        }
        String first = query.sort().get(0);
        boolean up = first.equals(key);
        boolean down = first.equals("-" + key);
        boolean turnDown = up || (!down && column.number());
        String sorted = up ? "ascending" : down ? "descending" : null;
        return new Heading<>(column, with("sort", (turnDown ? "-" : "") + key), sorted);
    }

    /** The page after this one; null after the last. */
    public @Nullable String next(Page<?> page) {
        return page.nextPageToken() == null ? null : with("pageToken", page.nextPageToken());
    }

    /** The whole list as a file that a spreadsheet opens: a page has a limit, its list has none. */
    public String csv() {
        Map<String, String> file = new LinkedHashMap<>();
        file.put("limit", "");
        file.put("format", "csv");
        file.put(ByteOrderMark.PARAMETER, "true");
        return with(file);
    }

    /** Whether this is not the first page. */
    public boolean later() {
        return query.after() != null;
    }

    /** The same list from its beginning. */
    public String first() {
        return with("pageToken", "");
    }

    /** A filter as a form field shows it. */
    public String value(String filter) {
        return CommaSeparated.join(query.given(filter));
    }

    /** Whether a filter was given this value. */
    public boolean given(String filter, String value) {
        return query.given(filter).stream().anyMatch(value::equalsIgnoreCase);
    }

    public boolean any(List<String> filters) {
        return filters.stream().anyMatch(filter -> !query.given(filter).isEmpty());
    }

    /** What a filter form sends along unseen. */
    public Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : List.of("sort", "limit")) {
            if (parameters.containsKey(name)) {
                kept.put(name, joined(name));
            }
        }
        return kept;
    }

    private String with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** @param changed what is another; "" leaves it out */
    private String with(Map<String, String> changed) {
        Map<String, String> wanted = new LinkedHashMap<>();
        parameters.keySet().forEach(each -> wanted.put(each, joined(each)));
        wanted.remove("pageToken");
        if (columns().equals(defaultColumns)) {
            wanted.remove("columns");
        }
        wanted.putAll(changed);
        String text = wanted.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + "?" + text;
    }

    /** Several values as one, as the list reads them. */
    private String joined(String name) {
        List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
        values.removeIf(String::isBlank);
        return String.join(",", values);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",");
    }
}
