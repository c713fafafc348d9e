package io.bitgap.backup;

import io.bitgap.format.Sha256;
import io.bitgap.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;

/** A backup whose every byte was read and is the one that was written. */
record StoredBackup(ZipFile zip, BackupManifest manifest) implements AutoCloseable {

    /** @throws Problem when it is not a backup, was cut, or has changed since */
    static StoredBackup verified(Path file) throws IOException {
        ZipFile zip = zip(file);
        try {
            ZipEntry described = zip.getEntry(BackupManifest.NAME);
            if (described == null) {
                throw damaged(file, "has no " + BackupManifest.NAME + ", so it is no backup or was never finished");
            }
            BackupManifest manifest =
                    JsonMapper.shared().readValue(zip.getInputStream(described), BackupManifest.class);
            if (!BackupManifest.FORMAT.equals(manifest.format())) {
                throw damaged(
                        file,
                        "is of the format " + manifest.format() + ", and this Bitgap reads " + BackupManifest.FORMAT);
            }
            StoredBackup backup = new StoredBackup(zip, manifest);
            Stream<BackupManifest.Entry> entries = Stream.concat(
                    manifest.tables().stream().map(BackupManifest.Table::entry), manifest.files().stream());
            for (BackupManifest.Entry entry : (Iterable<BackupManifest.Entry>) entries::iterator) {
                if (zip.getEntry(entry.name()) == null
                        || !Sha256.of(backup.open(entry)).equals(entry.sha256())) {
                    throw damaged(file, "is damaged at " + entry.name());
                }
            }
            return backup;
        } catch (UncheckedIOException e) {
            zip.close();
            throw damaged(file, "is damaged (" + e.getMessage() + ")");
        } catch (ZipException e) {
            zip.close();
            throw damaged(file, "is damaged (" + e.getMessage() + ")");
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    InputStream open(BackupManifest.Entry entry) throws IOException {
        return zip.getInputStream(zip.getEntry(entry.name()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged(file, "is no backup, or was cut (" + e.getMessage() + ")");
        }
    }

    private static Problem damaged(Path file, String what) {
        return new Problem(
                Problem.Kind.UNPROCESSABLE,
                "backup-damaged",
                file + " " + what + ". Nothing was changed; use another copy.");
    }
}
