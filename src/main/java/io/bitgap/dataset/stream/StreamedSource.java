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
    private final Path folder;
    private final int side;
    private @Nullable ListedFiles listed;

    /** @param side pixels of the squares that a network gets */
    public StreamedSource(String name, Path folder, int side) {
        this.name = name;
        this.folder = folder;
        this.side = side;
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
                name, files.checksum(), side, side, 3, files.classes(), Normalization.imageNet(), train, files.test());
    }

    /** Looks again only when folders have changed. */
    private synchronized ListedFiles list() {
        try {
            FolderArchive archive = FolderArchive.of(folder);
            String stamp = archive.stamp();
            ListedFiles known = listed;
            if (known == null || !known.stamp().equals(stamp)) {
                known = ListedFiles.of(archive, stamp, folder, side);
                listed = known;
            }
            return known;
        } catch (IOException e) {
            throw new InvalidDataset(
                    "dataset-corrupt",
                    "%s cannot be read (%s): correct its permissions, or the BITGAP_DATASETS_ variable that names it."
                            .formatted(folder, e),
                    e);
        }
    }
}
