package io.bitgap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.Bitgap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own, whose volumes and database are broken while it trains: it waits, says why, and goes on. */
class StorageFaults {
    private static final int PORT = Integer.getInteger("faults.port", 8130);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SPEC = """
            {"name": "Storage faults", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"], "seeds": [1],
             "baseline": {"epochs": 40, "batchSize": 32}, "recipe": {"epochs": 2, "batchSize": 32, "learningRate": 0.01},
             "limits": {"trainExamples": 640, "testExamples": 100}, "control": false}
            """;

    /** Is refused with 422 by a service that takes anything at all. */
    private static final String UNUSABLE = SPEC.replace("\"seeds\": [1]", "\"seeds\": []");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> survived = new ArrayList<>();
    private Volume data;
    private Volume store;
    private Process service;

    @BeforeEach
    @SuppressWarnings("NullAway.Init") // the service is started by the tests
    void twoSmallVolumes() throws IOException {
        data = Volume.of(folder.resolve("data"), 900);
        store = Volume.of(folder.resolve("store"), 120);
    }

    @AfterEach
    void end() throws Exception {
        if (service != null) {
            service.destroy();
            service.waitFor();
        }
        for (Volume volume : List.of(data, store)) {
            volume.close();
        }
        System.out.println("| injected | told after s | went on after s |\n| --- | ---: | ---: |");
        survived.forEach(System.out::println);
    }

    @Test
    void whateverBreaksIsToldAndTheRunsGoOnWhenItIsOver() throws Exception {
        service = java();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ready() == 200);
        assertThat(post(SPEC).statusCode()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> epoch() > 1);

        inject("artifact store full", () -> store.fill(0), this::waitsWithAReason, store::free, this::goesOn);
        inject(
                "artifact store read-only",
                () -> store.remount("ro"),
                this::waitsWithAReason,
                () -> store.remount("rw"),
                this::goesOn);
        inject("database's volume nearly full", () -> data.fill(40), this::refuses, data::free, this::takes);
        inject("database's volume full", () -> data.fill(0), this::refuses, data::free, this::goesOnAndTakes);
        inject("PostgreSQL killed", () -> kill("KILL"), () -> true, () -> {}, this::goesOn);
        inject("PostgreSQL stopped (immediate)", () -> kill("QUIT"), () -> true, () -> {}, this::goesOn);
        inject("PostgreSQL stopped (fast)", () -> kill("INT"), () -> true, () -> {}, this::goesOn);
        inject("PostgreSQL frozen", () -> freeze("STOP"), this::isSilent, () -> freeze("CONT"), this::goesOn);

        Path backup = folder.resolve("backup.zip");
        assertThat(command("backup", backup.toString())).isZero();
        await().atMost(Duration.ofMinutes(10))
                .until(() -> runs().valueStream()
                        .allMatch(run -> run.path("state").asString().equals("COMPLETED")));
        assertThat(command("check")).isZero();
        assertThat(runs().size()).isEqualTo(2);
    }

    @Test
    void aTemporaryFolderThatNothingCanBeLoadedFromIsNamedAtTheStart() throws Exception {
        store.remount("noexec");
        for (String option : List.of("-Djava.io.tmpdir", "-Dorg.bytedeco.javacpp.cachedir")) {
            assertThat(said(option + "=" + store.path()))
                    .contains("cannot be loaded from there, since nothing in it may be executed (noexec)", option);
        }
        store.remount("exec");
        store.fill(0);
        assertThat(said("-Djava.io.tmpdir=" + store.path()))
                .contains("Native libraries cannot be unpacked to " + store.path(), "free some space there");
    }

    /** What a start says that must end with 1. */
    private String said(String option) throws Exception {
        Path output = folder.resolve("said.txt");
        Process start = new ProcessBuilder(JAVA, option, "-cp", CLASSES, Bitgap.class.getName(), "--bitgap.role=nobody")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(start.waitFor()).isOne();
        return Files.readString(output);
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    private void inject(String name, Deed deed, Callable<Boolean> told, Deed mend, Callable<Boolean> wentOn)
            throws Exception {
        before = epoch();
        Instant injected = Instant.now();
        deed.run();
        await(name + " is told").atMost(PATIENCE).ignoreExceptions().until(told);
        Instant known = Instant.now();
        // what went on nevertheless is no progress after it
        before = Math.max(before, epochOrNone());
        mend.run();
        Instant mended = Instant.now();
        await(name + " is over").atMost(PATIENCE).ignoreExceptions().until(wentOn);
        String line = String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f |",
                name,
                Duration.between(injected, known).toMillis() / 1e3,
                Duration.between(mended, Instant.now()).toMillis() / 1e3);
        survived.add(line);
        System.out.println(line);
    }

    private int before;

    private boolean waitsWithAReason() throws Exception {
        return first().path("stateReason").asString("").contains("waits to be saved")
                && ready() == 503
                && get("/").body().contains("Runs wait with their next checkpoint");
    }

    private boolean isSilent() {
        try {
            return get("/runs").statusCode() == 503;
        } catch (Exception e) {
            return true;
        }
    }

    private boolean refuses() throws Exception {
        HttpResponse<String> refused = post(UNUSABLE);
        return refused.statusCode() == 503
                && refused.headers().firstValue("Retry-After").isPresent()
                && ready() == 503;
    }

    private boolean takes() throws Exception {
        return ready() == 200 && post(UNUSABLE).statusCode() == 422;
    }

    private boolean goesOn() throws Exception {
        return epoch() > before && first().path("stateReason").isNull() && ready() == 200;
    }

    private boolean goesOnAndTakes() throws Exception {
        return takes() && goesOn();
    }

    private JsonNode runs() throws Exception {
        return JsonMapper.shared().readTree(get("/runs").body()).path("items");
    }

    private JsonNode first() throws Exception {
        return runs().valueStream()
                .filter(run -> run.path("purpose").asString("").equals("BASELINE")
                        || run.path("method").asString("").equals("fp32"))
                .findFirst()
                .orElseThrow();
    }

    private int epoch() throws Exception {
        return first().path("progress").path("epoch").asInt();
    }

    private int epochOrNone() {
        try {
            return epoch();
        } catch (Exception e) {
            return before;
        }
    }

    private int ready() throws Exception {
        return get("/actuator/health/readiness").statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                        .header("Accept", path.equals("/") ? "text/html" : "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String spec) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/experiments"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(40))
                        .POST(HttpRequest.BodyPublishers.ofString(spec))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void kill(String signal) throws Exception {
        String pid = Files.readAllLines(data.path().resolve("postgres/cluster/postmaster.pid"))
                .get(0);
        new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor();
    }

    /** The server and all that it has started: each connection is a process of its own. */
    private void freeze(String signal) throws Exception {
        long server = Long.parseLong(Files.readAllLines(data.path().resolve("postgres/cluster/postmaster.pid"))
                .get(0));
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(server)));
        ProcessHandle.of(server).orElseThrow().descendants().forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private int command(String... command) throws Exception {
        return java(command).waitFor();
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx700m", "-cp", CLASSES, Bitgap.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--bitgap.data-dir=" + data.path(),
                "--bitgap.artifacts=" + store.path(),
                "--bitgap.storage.watch=2s",
                "--bitgap.role=all",
                "--bitgap.quickstart=false",
                "--server.port=" + PORT));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target/storage-faults.log").toFile()))
                .start();
    }
}
