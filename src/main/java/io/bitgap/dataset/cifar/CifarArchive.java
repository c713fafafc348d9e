package io.bitgap.dataset.cifar;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The archive as a file: its checksum is compared before anything in it is believed. */
final class CifarArchive {
    private CifarArchive() {}

    static ImageDataset load(String name, Path archive, CifarFormat format) {
        verify(archive, format);
        CifarFiles files = new CifarFiles(format, archive.toString());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String fileName = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && CifarFormat.isDataFile(fileName)) {
                    files.read(fileName, tar);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(archive, format, e);
        }
        return files.dataset(name, "md5:" + format.md5());
    }

    static void verify(Path archive, CifarFormat format) {
        String actual;
        try {
            actual = Checksum.md5(archive);
        } catch (IOException e) {
            throw unreadable(archive, format, e);
        }
        if (!actual.equals("md5:" + format.md5())) {
            throw new InvalidDataset(
                    "dataset-checksum",
                    "%s has %s, the official archive md5:%s: it is damaged, truncated or another file. Delete it and fetch %s again."
                            .formatted(archive, actual, format.md5(), format.address()));
        }
    }

    private static InvalidDataset unreadable(Path archive, CifarFormat format, Exception cause) {
        return new InvalidDataset(
                "dataset-corrupt",
                "%s cannot be read as a tar.gz (%s). Delete it and fetch %s again."
                        .formatted(archive, cause.getMessage(), format.address()),
                cause);
    }
}
