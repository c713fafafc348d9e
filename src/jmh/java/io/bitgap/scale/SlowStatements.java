package io.bitgap.scale;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Stands between the service and its driver: a statement that took long is run again for its plan, with the same parameters. */
class SlowStatements implements BeanPostProcessor {
    private final Map<String, String> plans = new LinkedHashMap<>();
    private volatile double threshold = Double.POSITIVE_INFINITY;

    void explainAbove(double milliseconds) {
        threshold = milliseconds;
    }

    void print() {
        plans.forEach((sql, plan) -> System.out.println("\n" + sql.strip() + "\n\n" + plan));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
                ? proxy(DataSource.class, (self, method, args) -> {
                    Object result = call(source, method, args);
                    return result instanceof Connection connection ? watched(connection) : result;
                })
                : bean;
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (self, method, args) -> {
            Object result = call(connection, method, args);
            return result instanceof PreparedStatement statement && args != null
                    ? watched(connection, statement, String.valueOf(args[0]))
                    : result;
        });
    }

    private record Setting(Method method, Object[] args) {}

    private PreparedStatement watched(Connection connection, PreparedStatement statement, String sql) {
        List<Setting> settings = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, args) -> {
            if (args != null && args.length > 1 && method.getName().startsWith("set")) {
                settings.add(new Setting(method, args));
            }
            long start = System.nanoTime();
            Object result = call(statement, method, args);
            double took = (System.nanoTime() - start) / 1e6;
            if (method.getName().startsWith("execute") && took > threshold && !plans.containsKey(sql)) {
                plans.put(sql, String.format(Locale.ROOT, "%.0f ms%n", took) + plan(connection, sql, settings));
            }
            return result;
        });
    }

    private static String plan(Connection connection, String sql, List<Setting> settings) throws Throwable {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explain = connection.prepareStatement("explain (analyze, buffers) " + sql)) {
            for (Setting setting : settings) {
                call(explain, setting.method(), setting.args());
            }
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        } catch (SQLException e) {
            plan.append(e.getMessage());
        }
        return plan.toString();
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SlowStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
