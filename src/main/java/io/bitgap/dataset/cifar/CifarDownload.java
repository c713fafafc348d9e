package io.bitgap.dataset.cifar;

import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches the archive once: to a file beside its destination, checked, then moved there in one step. */
final class CifarDownload {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration WHOLE = Duration.ofHours(1);

    private final CifarFormat format;

    CifarDownload(CifarFormat format) {
        this.format = format;
    }

    /** Answers the archive in the directory, fetching it when it is not there. */
    Path into(Path directory) {
        Path archive = directory.resolve(CifarFormat.ARCHIVE);
        if (Files.exists(archive)) {
            return archive;
        }
        try {
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, CifarFormat.ARCHIVE, ".part");
            try {
                fetch(temporary);
                CifarArchive.verify(temporary, format);
                Files.move(temporary, archive, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return archive;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void fetch(Path target) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
        ProxySelector proxies = ProxySelector.getDefault();
        HttpClient client = (proxies == null ? builder : builder.proxy(proxies)).build();
        HttpRequest request =
                HttpRequest.newBuilder(format.address()).timeout(ANSWER).build();
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofFile(
                        target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        try {
            int status = answer.get(WHOLE.toSeconds(), TimeUnit.SECONDS).statusCode();
            if (status != 200) {
                throw new IOException("the server answered " + status);
            }
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it took longer than " + WHOLE.toMinutes() + " minutes", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }

    private InvalidDataset failed(IOException cause) {
        return new InvalidDataset(
                "dataset-download",
                "%s could not be fetched (%s). Allow the connection, or fetch it elsewhere and set BITGAP_DATASETS_CIFAR10 to the file."
                        .formatted(format.address(), cause.getMessage()),
                cause);
    }
}
