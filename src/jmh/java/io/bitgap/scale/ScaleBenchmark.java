package io.bitgap.scale;

import io.bitgap.Bitgap;
import io.bitgap.TestDatabase;
import io.bitgap.format.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a fresh PostgreSQL as {@link ScaleDatabase} says, asks the web role for every address of {@link ScaleCalls} again and
 * again, one request at a time over HTTP on this machine, and prints p50, p95 and the longest as a Markdown table; then the plans
 * of the statements that took long.
 *
 * <p>Arguments: {@code --accounts (people sign in; asks as a viewer) --rounds 100 --warm-up 20 --only (addresses that contain this) --slow-ms 50 --serve (port to stay up on)}.
 */
public final class ScaleBenchmark {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String MODEL = """
            {"name": "Model", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": [4], "seeds": [1]}
            """;

    private static final String ADMIN = "bg_the-first-administrator-of-the-benchmark";
    private static final String VIEWER = "bg_somebody-who-reads-in-the-benchmark";

    private final List<String> args;
    private final HttpClient http = HttpClient.newHttpClient();

    private ScaleBenchmark(String[] args) {
        this.args = List.of(args);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new ScaleBenchmark(args).run();
    }

    private void run() throws IOException, InterruptedException {
        String database = TestDatabase.empty();
        SpringApplication application = new SpringApplication(Bitgap.class, SlowStatements.class);
        try (ConfigurableApplicationContext context = application.run(
                "--bitgap.role=web",
                "--bitgap.data-dir=" + Files.createTempDirectory("bitgap-scale"),
                "--bitgap.auth=" + (accounts() ? "accounts" : "local"),
                "--bitgap.bootstrap-token=" + ADMIN,
                "--bitgap.limits.requests-per-minute=1000000",
                "--spring.datasource.url=" + TestDatabase.asService(database),
                "--spring.flyway.url=" + database,
                "--server.port=" + argument("--serve", "0"),
                "--logging.level.root=warn")) {
            run(context, database);
        }
    }

    private void run(ConfigurableApplicationContext context, String database) throws IOException, InterruptedException {
        String server = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
        post(server + "/experiments");
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> ScaleDatabase.fill(jdbc));
        // as PostgreSQL does by itself a minute later
        JdbcClient.create(TestDatabase.source(database)).sql("vacuum analyze").update();
        if (accounts()) {
            addViewer(jdbc);
        }
        System.out.printf(
                Locale.ROOT, "%d experiments, %d runs, %d metric points, %d checkpoints, %d files%n%n", (Object[])
                        counts(jdbc));
        List<ScaleCalls.Call> calls = ScaleCalls.of(jdbc).stream()
                .filter(call -> call.path().contains(argument("--only", "")))
                .toList();
        System.out.println("| call | p50 ms | p95 ms | longest ms | KiB |\n| --- | ---: | ---: | ---: | ---: |");
        for (ScaleCalls.Call call : calls) {
            measure(server, call);
        }
        SlowStatements slow = context.getBean(SlowStatements.class);
        slow.explainAbove(Double.parseDouble(argument("--slow-ms", "50")));
        for (ScaleCalls.Call call : calls) {
            ask(server, call);
        }
        slow.print();
        if (!argument("--serve", "").isEmpty()) {
            System.out.println("Serving " + server + " until it is interrupted");
            Thread.currentThread().join();
        }
    }

    private void measure(String server, ScaleCalls.Call call) throws IOException, InterruptedException {
        for (int i = 0; i < number("--warm-up", "20"); i++) {
            ask(server, call);
        }
        double[] times = new double[number("--rounds", "100")];
        int size = 0;
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            size = ask(server, call);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                call.name(),
                times[times.length / 2],
                times[Math.min(times.length - 1, (int) (times.length * 0.95))],
                times[times.length - 1],
                size / 1024.0);
    }

    /** How many bytes came. */
    private int ask(String server, ScaleCalls.Call call) throws IOException, InterruptedException {
        HttpRequest request = as(VIEWER, URI.create(server + call.path()))
                .header("Accept", call.page() ? BROWSER : "application/json")
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            throw new IllegalStateException(call.path() + " answered " + answer.statusCode() + ": " + body);
        }
        return answer.body().length;
    }

    private void post(String address) throws IOException, InterruptedException {
        HttpRequest request = as(ADMIN, URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(MODEL))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
    }

    private boolean accounts() {
        return args.contains("--accounts");
    }

    private HttpRequest.Builder as(String token, URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return accounts() ? request.header("Authorization", "Bearer " + token) : request;
    }

    /** Who sees least: the database hides from them what is private. */
    private static void addViewer(JdbcClient jdbc) {
        jdbc.sql("""
                        with viewer as (insert into person (id, name, role, created_at)
                          values (gen_random_uuid(), 'viewer', 'VIEWER', now()) returning id)
                        insert into api_token (id, person_id, name, secret_hash, role, created_at, expires_at)
                        select gen_random_uuid(), id, 'scale', :hash, 'VIEWER', now(), now() + interval '1 day' from viewer
                        """).param("hash", Sha256.of(VIEWER)).update();
    }

    private static Long[] counts(JdbcClient jdbc) {
        return List.of("experiment", "run", "metric", "checkpoint", "checkpoint_file").stream()
                .map(table -> jdbc.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .toArray(Long[]::new);
    }

    private int number(String name, String otherwise) {
        return Integer.parseInt(argument(name, otherwise));
    }

    private String argument(String name, String otherwise) {
        int place = args.indexOf(name);
        return place < 0 ? otherwise : args.get(place + 1);
    }
}
