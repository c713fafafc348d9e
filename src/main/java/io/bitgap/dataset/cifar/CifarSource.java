package io.bitgap.dataset.cifar;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import io.bitgap.dataset.source.DatasetSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code cifar10}: CIFAR-10's original pixels. From a given archive (its md5 must be the official one), a given directory
 * with the {@code .bin} files, or fetched on first use.
 */
public final class CifarSource implements DatasetSource {
    public static final String NAME = "cifar10";

    private static final String OTHER_FORM =
            "Images of CIFAR-10 in another form need another name, e.g. BITGAP_DATASETS_CIFAR10_JPEG.";

    private final Path directory;
    private final Optional<Path> given;
    private final CifarFormat format;

    /**
     * @param directory where a fetched archive is kept
     * @param given an archive or a directory, instead of fetching
     */
    public CifarSource(Path directory, Optional<Path> given, CifarFormat format) {
        this.directory = directory;
        this.given = given;
        this.format = format;
    }

    @Override
    public DatasetDescription describe() {
        Optional<Path> found = given.map(CifarSource::archive);
        String source = found.map(path -> String.valueOf(path.getFileName()))
                .orElseGet(() -> format.address() + " (fetched on first use)");
        return new DatasetDescription(
                NAME,
                "cifar10-binary",
                "60,000 photographs of 32x32 pixels in ten classes: the official binary archive of CIFAR-10.",
                source,
                CifarFormat.SIDE,
                CifarFormat.SIDE,
                "CIFAR-10's own",
                CifarFormat.CLASSES.size(),
                CifarFormat.TRAIN.size() * format.recordsPerFile(),
                format.recordsPerFile());
    }

    @Override
    public boolean isHere() {
        return given.isPresent() || Files.exists(directory.resolve(CifarFormat.ARCHIVE));
    }

    @Override
    public ImageDataset load() {
        Path path = given.map(CifarSource::archive).orElseGet(() -> new CifarDownload(format).into(directory));
        return Files.isDirectory(path) ? loadFiles(path) : CifarArchive.load(NAME, path, format);
    }

    private ImageDataset loadFiles(Path folder) {
        CifarFiles files = new CifarFiles(format, folder.toString());
        Checksum checksum = new Checksum("SHA-256");
        List<String> names = new ArrayList<>(CifarFormat.TRAIN);
        names.add(CifarFormat.TEST);
        for (String name : names) {
            try (InputStream in = checksum.reading(Files.newInputStream(folder.resolve(name)))) {
                files.read(name, in);
            } catch (IOException e) {
                throw new InvalidDataset(
                        "dataset-corrupt", "%s cannot be read: %s.".formatted(folder.resolve(name), e), e);
            }
        }
        return files.dataset(NAME, checksum.text());
    }

    /** The archive, or the directory that has the {@code .bin} files, at or in the given path. */
    private static Path archive(Path given) {
        if (Files.isRegularFile(given)) {
            return requireGzip(given);
        }
        for (Path folder : List.of(given, given.resolve(CifarFormat.FOLDER))) {
            if (Files.isRegularFile(folder.resolve(CifarFormat.TEST))) {
                return complete(folder);
            }
        }
        Path archive = given.resolve(CifarFormat.ARCHIVE);
        if (Files.isRegularFile(archive)) {
            return archive;
        }
        throw new InvalidDataset(
                "dataset-not-found",
                Files.exists(given)
                        ? given + " has neither data_batch_1.bin to test_batch.bin nor " + CifarFormat.ARCHIVE
                                + " in it. " + OTHER_FORM
                        : given
                                + " does not exist: correct BITGAP_DATASETS_CIFAR10, or leave it out to fetch the archive.");
    }

    private static Path requireGzip(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (in.read() == 0x1f && in.read() == 0x8b) {
                return file;
            }
        } catch (IOException e) {
            throw new InvalidDataset("dataset-corrupt", "%s cannot be read: %s.".formatted(file, e), e);
        }
        throw new InvalidDataset("dataset-format", file + " is not " + CifarFormat.ARCHIVE + ". " + OTHER_FORM);
    }

    private static Path complete(Path folder) {
        for (String name : CifarFormat.TRAIN) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new InvalidDataset(
                        "dataset-incomplete",
                        "%s is missing in %s: unpack %s again.".formatted(name, folder, CifarFormat.ARCHIVE));
            }
        }
        return folder;
    }
}
