package io.bitgap.dataset.stream;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.FileSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.dataset.image.FolderArchive;
import io.bitgap.dataset.source.DatasetSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of images, {@code train/<class>/*} and {@code test/<class>/*} (or {@code val}), that stay in their files:
 * {@code /data/photos#stream224}. In memory are the list of files and the few images that are decoded ahead, whatever the
 * size of the set. Training sees random parts of images, tests their middle, both in squares of the given side;
 * normalization is ImageNet's.
 */
public final class StreamedSource implements DatasetSource {
    private final String name;
    private final StreamedPath given;
    private @Nullable ListedFiles listed;

    /** Whether the path ends like one for this class. */
    public static boolean isAskedFor(Path path) {
        return StreamedPath.matches(path);
    }

    /** @throws InvalidDataset when the side is out of bounds */
    public StreamedSource(String name, Path path) {
        this.name = name;
        this.given = StreamedPath.of(path);
    }

    @Override
    public DatasetDescription describe() {
        return list().description(name);
    }

    @Override
    public String version() {
        return list().stamp();
    }

    @Override
    public ImageDataset load() {
        ListedFiles files = list();
        FileSplit train = files.train();
        return new ImageDataset(
                name,
                files.checksum(),
                given.side(),
                given.side(),
                3,
                files.classes(),
                Normalization.imageNet(),
                train,
                files.test());
    }

    /** Looks again only when folders have changed. */
    private synchronized ListedFiles list() {
        try {
            FolderArchive folder = FolderArchive.of(given.folder());
            String stamp = folder.stamp();
            ListedFiles known = listed;
            if (known == null || !known.stamp().equals(stamp)) {
                known = ListedFiles.of(folder, stamp, given);
                listed = known;
            }
            return known;
        } catch (IOException e) {
            throw new InvalidDataset(
                    "dataset-corrupt",
                    "%s cannot be read (%s): correct its permissions, or the BITGAP_DATASETS_ variable that names it."
                            .formatted(given.folder(), e),
                    e);
        }
    }
}
