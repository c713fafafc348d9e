package io.bitgap.dataset.image;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.dataset.source.DatasetSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images of a folder, zip or tar.gz: {@code train/<class>/*} and {@code test/<class>/*} (or {@code val}), JPEG and PNG.
 *
 * <p>All images get one size, that of the first training image in the order of paths, unless the path says another after
 * {@code #} ({@code /data/pets.zip#64x64}); others are stretched to it. Grey becomes RGB, transparency is put over white.
 * A decoded copy is kept, so only the first start decodes.
 */
public final class ImageSource implements DatasetSource {
    private final String name;
    private final GivenPath given;
    private final Path directory;
    private final ImageLimits limits;
    private @Nullable ListedImages listed;
    private volatile @Nullable InvalidDataset failure;

    /** @param directory where decoded copies are kept */
    public ImageSource(String name, GivenPath given, Path directory) {
        this(name, given, directory, ImageLimits.DEFAULT);
    }

    ImageSource(String name, GivenPath given, Path directory, ImageLimits limits) {
        this.name = name;
        this.given = given;
        this.directory = directory;
        this.limits = limits;
    }

    @Override
    public DatasetDescription describe() {
        try {
            ListedImages images = list();
            InvalidDataset failed = failure;
            if (failed != null) {
                throw failed;
            }
            return images.description(name);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public String version() {
        try {
            return ImageArchive.of(given.path(), limits).stamp();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public ImageDataset load() {
        try {
            ListedImages images = list();
            failure = null;
            images.requireMemory();
            DecodedImageCache copy = new DecodedImageCache(directory, name, images.madeFrom());
            DecodedImageCache.Content content = copy.read().orElse(null);
            return dataset(images, content == null ? decode(images, copy) : content);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private DecodedImageCache.Content decode(ListedImages images, DecodedImageCache copy) throws IOException {
        DecodedImageCache.Content content;
        try {
            content = images.decode(limits);
        } catch (InvalidDataset e) {
            failure = e; // the catalogue tells it from now on
            throw e;
        }
        try {
            copy.write(content);
        } catch (IOException e) {
            throw new InvalidDataset(
                    "dataset-copy",
                    "The decoded copy of %s cannot be written to %s (%s): free some space, or correct BITGAP_DATA_DIR."
                            .formatted(given.path(), directory, e),
                    e);
        }
        return content;
    }

    /** Looks again only when the files have changed; what went wrong with the files of before no longer counts then. */
    private synchronized ListedImages list() throws IOException {
        ImageArchive archive = ImageArchive.of(given.path(), limits);
        String stamp = archive.stamp();
        ListedImages known = listed;
        if (known == null || !known.stamp().equals(stamp)) {
            known = ListedImages.of(archive, stamp, given, limits);
            listed = known;
            failure = null;
        }
        return known;
    }

    private ImageDataset dataset(ListedImages images, DecodedImageCache.Content content) {
        DecodedSplit train = named(content.train(), images.listing().train());
        boolean isCifar10 = name.equals("cifar10") || name.startsWith("cifar10-");
        return new ImageDataset(
                name,
                content.checksum(),
                images.size().height(),
                images.size().width(),
                3,
                images.listing().classes(),
                isCifar10 ? Normalization.cifar10() : Normalization.of(train, 3),
                train,
                named(content.test(), images.listing().test()));
    }

    /** The decoded copy keeps no names; the images in it are those of the listing, in its order. */
    private static DecodedSplit named(DecodedSplit split, List<ImageListing.Item> items) {
        return new DecodedSplit(
                split.pixels(), split.labels(), image -> items.get(image).path());
    }

    private InvalidDataset damaged(IOException cause) {
        return new InvalidDataset(
                "dataset-corrupt",
                "%s cannot be read (%s): copy it again, or correct the BITGAP_DATASETS_ variable that names it."
                        .formatted(given.path(), cause),
                cause);
    }
}
