package io.bitgap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as an operator starts it: a process of its own, whose log lies in a file. */
public final class BitgapProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration START = Duration.ofMinutes(6);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final Path log;

    private BitgapProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * One that lives for seconds, and so is compiled for a short life.
     *
     * @param variables of its environment, beside those of this process
     */
    public static BitgapProcess start(Path log, Map<String, String> variables) {
        return start(log, List.of(), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), variables);
    }

    /** @param wrapper a command in front of {@code java}, such as one that fakes its clock */
    public static BitgapProcess start(Path log, List<String> wrapper, Map<String, String> variables) {
        return start(log, wrapper, List.of(), variables);
    }

    private static BitgapProcess start(
            Path log, List<String> wrapper, List<String> options, Map<String, String> variables) {
        List<String> line = new ArrayList<>(wrapper);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(List.of("-Xmx1g", "io.bitgap.Bitgap"));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().putAll(variables);
        try {
            return new BitgapProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The worker that it has started, while there is one. */
    public Optional<ProcessHandle> worker() {
        return process.children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    public BitgapProcess awaitStarted() {
        await().atMost(START)
                .until(() -> !process.isAlive() || PORT.matcher(log()).find());
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue() + ": " + log());
        }
        return this;
    }

    private int port() {
        Matcher started = PORT.matcher(log());
        int port = 0;
        while (started.find()) {
            port = Integer.parseInt(started.group(1));
        }
        return port;
    }

    public JsonNode get(String path) {
        return JsonMapper.shared().readTree(send(request(path)).body());
    }

    /** Status of an answer. */
    public int status(String path) {
        return send(request(path)).statusCode();
    }

    public JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked to end, and waited for. */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it does not end: " + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Killed with all that it has started. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
