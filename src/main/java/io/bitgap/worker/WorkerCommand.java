package io.bitgap.worker;

import io.bitgap.settings.Role;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts the same program once more, as a worker. Settings reach it by its environment, so that no password stands in the list of
 * processes: what the parent was told on its command line, and in place of that what makes it a worker of the parent's.
 */
final class WorkerCommand {
    private static final String MAIN_CLASS = "io.bitgap.Bitgap";
    private static final String JSON = "SPRING_APPLICATION_JSON";

    /** Options that two processes cannot both have: they listen on a port or write a file. */
    private static final List<String> OF_ONE_PROCESS = List.of(
            "-agentlib:",
            "-agentpath:",
            "-javaagent:",
            "-Xrun",
            "-Xdebug",
            "-XX:StartFlightRecording",
            "-Xlog:",
            "-Dcom.sun.management.");

    private static final List<String> HEAP = List.of(
            "-Xmx",
            "-Xms",
            "-XX:MaxHeapSize",
            "-XX:InitialHeapSize",
            "-XX:MaxRAMPercentage",
            "-XX:InitialRAMPercentage");

    private final ConfigurableEnvironment environment;
    private final JdbcConnectionDetails database;
    private final WorkerProcessSettings settings;
    private final String name;

    /** @param name the worker's */
    WorkerCommand(
            ConfigurableEnvironment environment,
            JdbcConnectionDetails database,
            WorkerProcessSettings settings,
            String name) {
        this.environment = environment;
        this.database = database;
        this.settings = settings;
        this.name = name;
    }

    /** Its output goes where the parent's does, and it ends when its input does: with the parent, however that ends. */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> variables = builder.environment();
        // the JVM counts their options among its arguments, which are handed on
        variables.remove("JAVA_TOOL_OPTIONS");
        variables.remove("JDK_JAVA_OPTIONS");
        variables.put("CLASSPATH", System.getProperty("java.class.path"));
        variables.put(JSON, JsonMapper.shared().writeValueAsString(properties(variables.get(JSON))));
        return builder.start();
    }

    private List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments(), settings));
        String classPath = System.getProperty("java.class.path");
        line.addAll(
                classPath.endsWith(".jar") && !classPath.contains(System.getProperty("path.separator"))
                        ? List.of("-jar", classPath)
                        : List.of(MAIN_CLASS));
        return line;
    }

    /** The parent's options that hold for its worker too. */
    static List<String> options(List<String> parents, WorkerProcessSettings settings) {
        List<String> own = settings.heapOptions();
        List<String> options = new ArrayList<>(parents.stream()
                .filter(Predicate.not(option -> OF_ONE_PROCESS.stream().anyMatch(option::startsWith)))
                .filter(option -> own.isEmpty() || HEAP.stream().noneMatch(option::startsWith))
                .toList());
        options.addAll(own);
        return options;
    }

    private Map<String, Object> properties(@Nullable String given) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (given != null && !given.isBlank()) {
            properties.putAll(JsonMapper.shared().readValue(given, new TypeReference<Map<String, Object>>() {}));
        }
        environment.getPropertySources().stream()
                .filter(CommandLinePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(source -> put(source, properties));
        properties.put("bitgap.role", Role.WORKER.name());
        properties.put("bitgap.worker.name", name);
        properties.put("spring.datasource.url", database.getJdbcUrl());
        putIfKnown("spring.datasource.username", database.getUsername(), properties);
        putIfKnown("spring.datasource.password", database.getPassword(), properties);
        // the parent has done and checked both
        properties.put("spring.flyway.enabled", false);
        properties.put("spring.jpa.hibernate.ddl-auto", "none");
        // no port; and nothing is made that only pages need
        properties.put("spring.main.web-application-type", "none");
        properties.put("spring.main.lazy-initialization", true);
        // stands in every line that it logs
        properties.put("spring.application.name", "bitgap-worker");
        String file = environment.getProperty("logging.file.name");
        if (file != null) {
            properties.put("logging.file.name", file + ".worker");
        }
        return properties;
    }

    private static void put(EnumerablePropertySource<?> source, Map<String, Object> properties) {
        for (String key : source.getPropertyNames()) {
            Object value = source.getProperty(key);
            if (value != null && !key.equals(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME)) {
                properties.put(key, value);
            }
        }
    }

    private static void putIfKnown(String key, @Nullable String value, Map<String, Object> properties) {
        if (value != null) {
            properties.put(key, value);
        }
    }
}
