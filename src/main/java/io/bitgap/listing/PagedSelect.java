package io.bitgap.listing;

import io.bitgap.listing.SortKey.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads pages of a list. A page begins after the last row of the one before, wherever that row is now, so new rows shift
 * nothing: no offset is counted.
 */
public final class PagedSelect {
    private static final int FETCHED_AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final ListQuery query;
    private final Map<String, @Nullable Object> parameters = new HashMap<>();
    private final String filters;

    public PagedSelect(JdbcClient jdbc, ListQuery query) {
        this.jdbc = jdbc;
        this.query = query;
        List<String> conditions = new ArrayList<>(List.of("true"));
        query.conditions().forEach(condition -> {
            conditions.add("(" + condition.filter().condition() + ")");
            parameters.put(condition.filter().name(), condition.filter().bound(condition.values()));
        });
        this.filters = " " + query.schema().from() + " where " + String.join(" and ", conditions);
    }

    private record Row<T>(T item, List<@Nullable String> keys, String id) {}

    /** @param columns that the mapper reads, in SQL */
    public <T> Page<T> page(String columns, RowMapper<T> mapper) {
        StringBuilder select = new StringBuilder("select ").append(columns);
        for (int i = 0; i < query.order().size(); i++) {
            select.append(", ")
                    .append(query.order().get(i).key().expression())
                    .append(" as sort_key_")
                    .append(i);
        }
        select.append(", ").append(query.schema().id()).append(" as sort_id");
        List<Row<T>> rows = jdbc.sql(select + filters + beyond() + orderBy() + " limit " + (query.limit() + 1))
                .params(parameters)
                .query((row, number) -> read(row, number, mapper))
                .list();
        List<T> items = rows.stream().limit(query.limit()).map(Row::item).toList();
        Row<T> last = rows.size() <= query.limit() ? null : rows.get(query.limit() - 1);
        return new Page<>(items, last == null ? null : PageToken.write(query, last.keys(), last.id()), total());
    }

    /**
     * Every row of the list in its order, a few at a time; where a limit was asked for, so many of them. The caller has opened a
     * transaction.
     */
    public <T> void each(String columns, RowMapper<T> mapper, Consumer<T> action) {
        String most = query.limited() ? " limit " + query.limit() : "";
        jdbc.sql("select " + columns + filters + beyond() + orderBy() + most)
                .withFetchSize(FETCHED_AT_ONCE)
                .params(parameters)
                .query(row -> {
                    action.accept(mapper.mapRow(row, 0));
                });
    }

    private long total() {
        return jdbc.sql("select count(*)" + filters)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private <T> Row<T> read(ResultSet row, int number, RowMapper<T> mapper) throws SQLException {
        List<@Nullable String> keys = new ArrayList<>();
        for (int i = 0; i < query.order().size(); i++) {
            keys.add(query.order().get(i).key().kind().read(row, "sort_key_" + i));
        }
        return new Row<>(mapper.mapRow(row, number), keys, row.getString("sort_id"));
    }

    private String orderBy() {
        List<String> keys =
                new ArrayList<>(query.order().stream().map(Order::sql).toList());
        keys.add(query.schema().id() + (last().descending() ? " desc" : " asc"));
        return " order by " + String.join(", ", keys);
    }

    private Order last() {
        return query.order().get(query.order().size() - 1);
    }

    /** Rows after the given one: by the first key, or the same there and by the second, and so on; at last by id. */
    private String beyond() {
        PageToken.Position after = query.after();
        if (after == null) {
            return "";
        }
        String beyond = query.schema().id() + (last().descending() ? " < " : " > ") + ":after_id";
        parameters.put("after_id", after.id());
        for (int i = query.order().size() - 1; i >= 0; i--) {
            beyond = beyond(query.order().get(i), after.keys().get(i), "after_" + i, beyond);
        }
        return " and (" + beyond + ")";
    }

    private String beyond(Order order, @Nullable Object value, String name, String ties) {
        String key = order.key().expression();
        if (value == null) {
            return key + " is null and (" + ties + ")";
        }
        parameters.put(name, value);
        String compare = order.descending() ? " <" : " >";
        String later = key + compare + " :" + name + " or (" + key + " = :" + name + " and (" + ties + "))";
        // for an index, which an "or" alone hides the range from
        return order.key().nullable()
                ? key + " is null or " + later
                : key + compare + "= :" + name + " and (" + later + ")";
    }

    /** The id of a row, for lists whose items are read by id. */
    public static UUID id(ResultSet row, int number) throws SQLException {
        return row.getObject("id", UUID.class);
    }
}
