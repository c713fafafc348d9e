package io.bitgap.artifact;

import io.bitgap.format.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Artifacts as objects in an S3 bucket. Content is written to a temporary file first; what is sent then carries its SHA-256,
 * which the server checks and keeps, and an object is there when all of it has arrived or not at all.
 */
final class S3Artifacts implements Artifacts {
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int HASH_BYTES = 32;

    private final S3Client s3;
    private final S3Location location;
    private final HashCache hashes = new HashCache();

    S3Artifacts(S3Client s3, S3Location location) {
        this.s3 = s3;
        this.location = location;
    }

    @Override
    public StoredArtifact put(Content content) {
        Path temporary = temporaryFile();
        try {
            SpooledFile spooled = spool(temporary, content);
            String key = ArtifactKeys.of(spooled.sha256());
            send(location.object(key), spooled);
            return spooled.as(key);
        } finally {
            remove(temporary);
        }
    }

    @Override
    public InputStream open(String key, long from) {
        String object = location.object(key);
        try {
            return new S3Stream(
                    s3.getObject(request -> {
                        request.bucket(location.bucket()).key(object);
                        if (from > 0) {
                            request.range("bytes=" + from + "-");
                        }
                    }),
                    location);
        } catch (NoSuchKeyException e) {
            throw missing(key, e);
        } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw S3Failure.of(location, e);
        } catch (SdkException e) {
            throw S3Failure.of(location, e);
        }
    }

    @Override
    public StoredArtifact examine(String key) {
        HeadObjectResponse head = head(key).orElseThrow(() -> new MissingArtifact(key));
        String sha256 =
                kept(head).orElseGet(() -> hashes.get(key, String.valueOf(head.eTag()), () -> Sha256.of(open(key))));
        return new StoredArtifact(key, head.contentLength(), sha256);
    }

    @Override
    public Optional<ArtifactEntry> find(String key) {
        return head(key).map(head -> new ArtifactEntry(key, head.contentLength(), head.lastModified()));
    }

    @Override
    public void delete(String key) {
        String object = location.object(key);
        call(() -> s3.deleteObject(request -> request.bucket(location.bucket()).key(object)));
    }

    @Override
    public void list(String folder, Consumer<ArtifactEntry> action) {
        String prefix = location.object(folder) + "/";
        call(() -> {
            s3.listObjectsV2Paginator(
                            request -> request.bucket(location.bucket()).prefix(prefix))
                    .contents()
                    .forEach(object -> action.accept(
                            new ArtifactEntry(location.key(object.key()), object.size(), object.lastModified())));
            return folder;
        });
    }

    /** A bucket is there or not. */
    @Override
    public void checkUsed() {}

    @Override
    public void checkWritable() {
        Path temporary = temporaryFile();
        try {
            SpooledFile spooled = spool(temporary, out -> out.write('?'));
            String object = location.prefix() + ".incoming/" + UUID.randomUUID();
            send(object, spooled);
            call(() ->
                    s3.deleteObject(request -> request.bucket(location.bucket()).key(object)));
        } finally {
            remove(temporary);
        }
    }

    @Override
    public String location() {
        return location.toString();
    }

    private void send(String object, SpooledFile spooled) {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(spooled.sha256()));
        call(() -> s3.putObject(
                request -> request.bucket(location.bucket()).key(object).checksumSHA256(checksum),
                RequestBody.fromFile(spooled.file())));
    }

    private Optional<HeadObjectResponse> head(String key) {
        String object = location.object(key);
        try {
            return Optional.of(s3.headObject(
                    request -> request.bucket(location.bucket()).key(object).checksumMode(ChecksumMode.ENABLED)));
        } catch (S3Exception e) {
            // an answer to HEAD has no body that would tell a missing object from a missing bucket; checkWritable does
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw S3Failure.of(location, e);
        } catch (SdkException e) {
            throw S3Failure.of(location, e);
        }
    }

    /** The hash that the server keeps of all bytes; of an object that came in parts it keeps one of the parts' hashes. */
    private static Optional<String> kept(HeadObjectResponse head) {
        return Optional.ofNullable(head.checksumSHA256())
                .filter(checksum -> !checksum.contains("-"))
                .map(checksum -> Base64.getDecoder().decode(checksum))
                .filter(hash -> hash.length == HASH_BYTES)
                .map(HexFormat.of()::formatHex);
    }

    private <T> T call(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw S3Failure.of(location, e);
        }
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("bitgap-artifact", ".part");
        } catch (IOException e) {
            throw ArtifactStoreFailed.spooling(temporaryFolder(), e);
        }
    }

    private static SpooledFile spool(Path temporary, Content content) {
        try {
            return SpooledFile.write(temporary, content);
        } catch (IOException e) {
            throw ArtifactStoreFailed.spooling(temporaryFolder(), e);
        }
    }

    private static void remove(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw ArtifactStoreFailed.spooling(temporaryFolder(), e);
        }
    }

    private static String temporaryFolder() {
        return System.getProperty("java.io.tmpdir");
    }

    private static MissingArtifact missing(String key, Exception cause) {
        var missing = new MissingArtifact(key);
        missing.causedBy(cause);
        return missing;
    }
}
