package io.bitgap;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room's SQL touches which tables: imports do not show that. */
class TableOwnershipTests {
    private static final Path CODE = Path.of("src/main/java/io/bitgap");

    private static final String RUNS =
            "run run_plan attempt checkpoint checkpoint_file checkpoint_prediction test_split deployment metric log_line"
                    + " state_change";

    /** Room by room the tables that it writes; nobody else does. */
    private static final Map<String, Set<String>> WRITES = Map.of(
            "run", names(RUNS),
            "account", names("person password_link api_token audit_entry spring_session"),
            "experiment", names("experiment network form_token"),
            "worker", names("worker worker_device scheduled_tasks"),
            "comparison", names("published"),
            "idempotency", names("idempotent_answer"));

    /** Room by room the tables of others that it reads. */
    private static final Map<String, Set<String>> READS = Map.of(
            "backup", names("checkpoint checkpoint_file"),
            "run", names("experiment worker_device live_worker person"),
            "experiment", names("run person"),
            "queue",
                    names(
                            "experiment run run_plan attempt deployment worker worker_device live_worker scheduled_tasks"),
            "comparison", names("experiment run run_result run_plan attempt checkpoint deployment metric"));

    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(?m)--.*$|^\\s*(//|\\*|/\\*).*$");
    private static final Pattern USE = Pattern.compile(
            "(?i)\\b(delete\\s+from|insert\\s+into|(?<!for\\s)(?<!key\\s)update|from|join)\\s+([a-z_]+)");
    private static final Pattern ENTITY = Pattern.compile("@(?:Collection)?Table\\(name = \"([a-z_]+)\"");
    private static final Pattern CREATED = Pattern.compile("(?im)^create (?:table|view) ([a-z_]+)");

    /** What a room's SQL does. */
    private record Use(Set<String> written, Set<String> read) {}

    @Test
    void aTableIsWrittenByOneRoomAndReadByTheseOnly() throws IOException {
        Set<String> tables = tables();
        Map<String, Set<String>> writes = new TreeMap<>();
        Map<String, Set<String>> reads = new TreeMap<>();
        try (Stream<Path> rooms = Files.list(CODE)) {
            for (Path room : rooms.filter(Files::isDirectory).toList()) {
                Use use = use(room, tables);
                String name = room.getFileName().toString();
                Set<String> own = WRITES.getOrDefault(name, Set.of());
                use.read().removeAll(own);
                use.read().remove(own.contains("run") ? "run_result" : "");
                if (!use.written().isEmpty()) {
                    writes.put(name, use.written());
                }
                if (!use.read().isEmpty()) {
                    reads.put(name, use.read());
                }
            }
        }

        assertThat(writes).isEqualTo(WRITES);
        assertThat(reads).isEqualTo(READS);
    }

    private static Use use(Path room, Set<String> tables) throws IOException {
        Use use = new Use(new TreeSet<>(), new TreeSet<>());
        try (Stream<Path> files = Files.walk(room)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                ENTITY.matcher(code).results().forEach(table -> use.written().add(table.group(1)));
                USE.matcher(texts(code)).results().forEach(match -> {
                    boolean reading = match.group(1).matches("(?i)from|join");
                    String table = match.group(2).toLowerCase(java.util.Locale.ROOT);
                    if (tables.contains(table)) {
                        (reading ? use.read() : use.written()).add(table);
                    }
                });
            }
        }
        return use;
    }

    /** The text blocks and strings of a file, as one text: statements are put together from several. */
    private static String texts(String code) {
        StringBuilder texts = new StringBuilder();
        Matcher text = TEXT.matcher(code);
        while (text.find()) {
            texts.append(text.group(1) == null ? text.group(2) : text.group(1)).append('\n');
        }
        return texts.toString();
    }

    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> scripts = Files.list(Path.of("db-migrations"))) {
            for (Path script : scripts.toList()) {
                CREATED.matcher(Files.readString(script)).results().forEach(table -> tables.add(table.group(1)));
            }
        }
        return tables;
    }

    private static Set<String> names(String words) {
        return Stream.of(words.split(" ")).collect(toCollection(TreeSet::new));
    }
}
