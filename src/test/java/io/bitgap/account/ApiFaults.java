package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.experiment.StoredExperiment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the interface as somebody of every role, with requests that are drawn from a seed ({@code -Dfaults.seed}, {@code
 * -Dfaults.requests} for each operation and role): no answer is an internal error, slow, without its headers, or tells what it must not.
 */
@AccountsTest
@TestPropertySource(properties = {"bitgap.limits.requests-per-minute=100000000", "bitgap.limits.queued-runs=100000000"})
class ApiFaults {
    /** Nobody's request contains it, so what does was read. */
    private static final String SECRET = "Zanzibar Marker 7f3";

    private static final String SPEC = """
            {"name": "%s", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"], "seeds": [%d],
             "control": false}
            """;
    private static final String CITED = """
            {"network": "resnet20", "dataset": "cifar10", "method": "lsq", "weightBits": 7, "activationBits": 7, "top1": 0.921,
             "kind": "paper", "source": "https://example.org/faults"}
            """;
    private static final long SLOW_MS = 2000;
    private static final Map<String, String> HEADERS = Map.of(
            "x-content-type-options", "nosniff",
            "content-security-policy", "default-src '(self|none)'.*",
            "x-frame-options", "DENY",
            "cache-control", ".+");
    private static final Pattern INSIDES = Pattern.compile(
            "\\tat [a-z]|java\\.lang\\.|org\\.(springframework|postgresql|hibernate)\\.|\\.java:\\d|/tmp/(?!bitgap-test\\d+/artifacts\")|/work/|/home/|PSQLException");

    /** Who may do at least what changes something, all of it; what is missing is read by everybody. */
    private static final Map<Pattern, PersonRole> LEAST = Map.of(
            Pattern.compile("(GET|POST|PATCH) /(users|audit).*"), PersonRole.ADMIN,
            Pattern.compile("(GET|POST) /retention"), PersonRole.OPERATOR,
            Pattern.compile(
                            "POST /(experiments|experiments/\\{id}/.*|runs/.*|checkpoints/.*|networks|published)|PATCH /exp.*"),
                    PersonRole.RESEARCHER,
            Pattern.compile("(PUT|DELETE) /published.*"), PersonRole.RESEARCHER,
            Pattern.compile("POST /(experiments/preview|quantizers/.*)|(POST|DELETE) /account/tokens.*"),
                    PersonRole.VIEWER);

    @LocalServerPort
    int port;

    @Autowired
    Everybody everybody;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StoredExperiment storedExperiment;

    private final Map<String, Integer> wrong = new TreeMap<>();
    private final List<String> secretIds = new ArrayList<>();
    private final List<String> slowest = new ArrayList<>();
    private @Nullable UUID hidesIt;
    private long longest;

    @Test
    void noRequestOfAnybodyComesToAnErrorOrToWhatIsNotTheirs() throws Exception {
        long seed = Long.getLong("faults.seed", 1);
        int requests = Integer.getInteger("faults.requests", 300);
        Map<@Nullable PersonRole, String> tokens = new HashMap<>();
        for (PersonRole role : PersonRole.values()) {
            tokens.put(role, everybody.token(everybody.of(role)));
        }
        JsonNode description = JsonMapper.shared()
                .readTree(send(
                                "GET /v3/api-docs HTTP/1.1\r\nHost: localhost\r\n",
                                tokens.get(PersonRole.ADMIN),
                                new byte[0])
                        .body()
                        .replaceFirst("(?s)^[^{]*", ""));
        DrawnRequests drawn = new DrawnRequests(description, ids(tokens));
        List<@Nullable PersonRole> roles = new ArrayList<>(Arrays.asList(PersonRole.values()));
        roles.add(0, null);
        // the first picture is drawn with all the others
        send(
                "GET /datasets/shapes10/test/0 HTTP/1.1\r\nHost: localhost\r\n",
                tokens.get(PersonRole.ADMIN),
                new byte[0]);
        int sent = 0;
        System.out.println("Requests of seed " + seed);
        for (var path : description.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String operation = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                boolean taken = false;
                for (PersonRole role : roles) {
                    Map<Integer, Integer> statuses = new TreeMap<>();
                    Random random = new Random(seed * 31 + (operation + role).hashCode());
                    for (int i = 0; i < requests; i++, sent++) {
                        var request = drawn.draw(operation.split(" ")[0], path.getKey(), method.getValue(), random);
                        Wire.Answer answer = send(request.head(), tokens.get(role), request.body());
                        statuses.merge(answer.status(), 1, Integer::sum);
                        check(operation, role, request, answer);
                    }
                    hideAgain();
                    taken |= statuses.keySet().stream().anyMatch(status -> status / 100 == 2);
                    System.out.printf("%-45s %-10s %4d %s%n", operation, word(role), requests, statuses);
                }
                if (!taken) {
                    wrong.put(operation + ": nothing shows that it works for anybody", 1);
                }
            }
        }
        System.out.printf("%d requests of seed %d, longest %d ms, slow %s%n", sent, seed, longest, slowest);
        wrong.forEach((what, times) -> System.out.println(times + " x " + what));
        assertThat(wrong).isEmpty();
    }

    /** What operators may have shown to everybody. */
    private void hideAgain() {
        jdbc.sql(
                        "update experiment set visibility = 'private', owner_id = :owner where name = :name and visibility <> 'private'")
                .param("owner", Objects.requireNonNull(hidesIt))
                .param("name", SECRET)
                .update();
    }

    private Wire.Answer send(String head, @Nullable String token, byte[] body) throws Exception {
        return Wire.send(port, head + (token == null ? "" : "Authorization: Bearer " + token + "\r\n"), body);
    }

    private void check(String operation, @Nullable PersonRole role, DrawnRequests.Drawn request, Wire.Answer answer) {
        List<String> problems = new ArrayList<>();
        if (answer.status() == 0) {
            problems.add("no answer");
        } else {
            HEADERS.forEach((name, value) -> {
                if (!answer.headers().getOrDefault(name, "").matches(value)) {
                    problems.add("status " + answer.status() + " without " + name);
                }
            });
        }
        // 501 is said of a Transfer-Encoding that is unknown
        if (answer.status() >= 500
                && answer.status() != 501
                && !(answer.status() == 503 && answer.headers().containsKey("retry-after"))) {
            problems.add("status " + answer.status());
        }
        if (answer.millis() > SLOW_MS) {
            problems.add("slow");
            slowest.add(answer.millis() + " ms " + operation);
        }
        longest = Math.max(longest, answer.millis());
        boolean same = request.method().equals(operation.split(" ")[0]);
        if (answer.status() / 100 == 2 && same && !may(operation, role)) {
            problems.add("taken without the role");
        }
        boolean mayKnow = role != null && role.includes(PersonRole.OPERATOR);
        if (!mayKnow && answer.body().contains(SECRET)) {
            problems.add("tells a secret");
        }
        String sent = request.head() + new String(request.body(), StandardCharsets.UTF_8);
        for (String id : mayKnow ? List.<String>of() : secretIds) {
            if (!sent.contains(id) && answer.body().contains(id)
                    || request.head().split("[ ?]")[1].contains("/" + id)
                            && answer.status() / 100 == 2
                            && !request.method().equals("OPTIONS")) {
                problems.add("knows of a secret's id");
            }
        }
        var inside = INSIDES.matcher(answer.body());
        if (inside.find() && !request.head().contains(inside.group())) {
            problems.add("tells of the inside: " + inside.group());
        }
        for (String problem : problems) {
            if (wrong.merge(operation + " as " + word(role) + ": " + problem, 1, Integer::sum) <= 3) {
                String head = request.head();
                System.out.printf(
                        "WRONG %s as %s: %s, %d ms%n  %s%n  %s%n  %s%n",
                        operation,
                        word(role),
                        problem,
                        answer.millis(),
                        shown(head),
                        shown(new String(request.body(), StandardCharsets.UTF_8)),
                        shown(answer.body()));
            }
        }
    }

    private static String shown(String text) {
        return (text.length() > 700 ? text.substring(0, 700) + "..." : text).replaceAll("[\\r\\n]+", " | ");
    }

    private static String word(@Nullable PersonRole role) {
        return role == null ? "nobody" : role.word();
    }

    private static boolean may(String operation, @Nullable PersonRole role) {
        PersonRole least = LEAST.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(operation).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> {
                    assertThat(operation).as("nobody says who may do it").startsWith("GET ");
                    return PersonRole.VIEWER;
                });
        return role != null && role.includes(least);
    }

    /** Of what somebody keeps to herself, of what everybody sees, and of what is not there. */
    private Map<String, List<String>> ids(Map<@Nullable PersonRole, String> tokens) throws Exception {
        Map<String, List<String>> ids = new HashMap<>();
        String none = UUID.randomUUID().toString();
        List<String> experiments = new ArrayList<>(List.of(none, "no-such"));
        List<String> runs = new ArrayList<>(List.of(none));
        List<String> checkpoints = new ArrayList<>(List.of(none));
        int seed = 1;
        for (String owner : List.of(
                everybody.token(everybody.somebody(PersonRole.RESEARCHER)), tokens.get(PersonRole.RESEARCHER))) {
            for (String visibility : List.of("private", "everyone")) {
                boolean secret = owner != tokens.get(PersonRole.RESEARCHER) && visibility.equals("private");
                String spec = SPEC.formatted(secret ? SECRET : "Plain " + seed, seed++);
                Wire.Answer made = send(
                        "POST /experiments?visibility=" + visibility
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n",
                        owner,
                        spec.getBytes(StandardCharsets.UTF_8));
                assertThat(made.status()).as(made.body()).isEqualTo(201);
                UUID id = jdbc.sql("select id from experiment order by created_at desc limit 1")
                        .query(UUID.class)
                        .single();
                experiments.add(id.toString());
                experiments.add(jdbc.sql("select slug from experiment where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single());
                for (UUID run : jdbc.sql("select id from run where experiment_id = :id")
                        .param("id", id)
                        .query(UUID.class)
                        .list()) {
                    runs.add(run.toString());
                    finished(run, secret ? SECRET : "plain");
                }
            }
        }
        hidesIt = jdbc.sql("select owner_id from experiment where name = :name")
                .param("name", SECRET)
                .query(UUID.class)
                .single();
        secretIds.addAll(jdbc.sql("""
                        select s.id from experiment e, lateral (
                          select e.id::text union all select e.slug
                          union all select r.id::text from run r where r.experiment_id = e.id
                          union all select c.id::text from checkpoint c join run r on r.id = c.run_id where r.experiment_id = e.id
                        ) s (id) where e.name = :name
                        """).param("name", SECRET).query(String.class).list());
        for (String action : List.of("", "", "pause", "cancel")) {
            StoredExperiment.Ready ready = storedExperiment.store();
            runs.add(ready.baseline().toString());
            runs.add(ready.four().toString());
            if (!action.isEmpty()) {
                made("/runs/" + ready.baseline() + "/" + action, "", tokens);
            }
        }
        jdbc.sql("select id from checkpoint").query(UUID.class).list().forEach(id -> checkpoints.add(id.toString()));
        ids.put("experiments", experiments);
        ids.put("runs", runs);
        ids.put("checkpoints", checkpoints);
        ids.put("checkpoints/name", List.of("model.zip", "model.onnx", "predictions", "nothing", "layers.json"));
        ids.put(
                "users",
                List.of(
                        everybody.somebody(PersonRole.VIEWER).name(),
                        String.valueOf(everybody.somebody(PersonRole.RESEARCHER).id()),
                        "nobody-at-all",
                        none));
        everybody.token(everybody.of(PersonRole.ADMIN));
        ids.put("account", List.of(none, newest("id", "api_token")));
        made("/published", CITED, tokens);
        ids.put("published", List.of("1", "2", newest("position", "published"), "99999999", "0"));
        ids.put("networks/name", List.of("resnet8", "resnet20", "nothing"));
        ids.put("quantizers/name", List.of("pact", "lsq", "qil", "gdrq", "google-int8", "dorefa", "fqn", "nothing"));
        ids.put("datasets/name", List.of("shapes10", "cifar10", "nothing"));
        ids.put("datasets/index", List.of("0", "1", "99999999"));
        ids.put("tables/name", List.of("measured", "pact", "1", "nothing"));
        ids.put("", List.of(none, "1", "x"));
        return ids;
    }

    /** What requests are to find. */
    private void made(String path, String body, Map<@Nullable PersonRole, String> tokens) throws Exception {
        Wire.Answer made = send(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n",
                tokens.get(PersonRole.ADMIN),
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(made.status()).as(made.body()).isBetween(200, 201);
    }

    private String newest(String id, String table) {
        return jdbc.sql("select " + id + "::text from " + table + " order by " + id + " desc limit 1")
                .query(String.class)
                .single();
    }

    private void finished(UUID run, String text) {
        StoredOutcomes outcomes = new StoredOutcomes(jdbc);
        outcomes.exported(run, 40_000, 1e9, "a-worker", 20);
        outcomes.predicted(run, "0000011111");
        outcomes.curve(run, "train.loss", 1, 0.5, 0.2);
        jdbc.sql("insert into log_line (run_id, line, event, at, level, text) select :run, 1, 1, now(), 'INFO', :text")
                .param("run", run)
                .param("text", text)
                .update();
        jdbc.sql("update run set state = 'COMPLETED', finished_at = now() where id = :run")
                .param("run", run)
                .update();
    }
}
