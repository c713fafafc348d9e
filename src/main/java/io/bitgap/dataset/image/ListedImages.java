package io.bitgap.dataset.image;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of images as it lies there, before decoding.
 *
 * @param stamp tells whether it still lies there so
 * @param size that all images get
 * @param sizeFrom why this one, in words
 */
record ListedImages(
        ImageArchive archive, String stamp, Path path, ImageListing listing, ImageSize size, String sizeFrom) {

    static ListedImages of(ImageArchive archive, String stamp, GivenPath given, ImageLimits limits) throws IOException {
        ImageListing listing = ImageListing.of(given.path().toString(), archive.entries());
        if (given.size().isPresent()) {
            ImageSize size = given.size().get();
            return new ListedImages(
                    archive, stamp, given.path(), listing, size, "given as #" + size + "; images are stretched to it");
        }
        String first = listing.train().get(0).path();
        return new ListedImages(
                archive,
                stamp,
                given.path(),
                listing,
                firstSize(archive, first, given.path(), limits),
                "that of " + first + ", the first training image by path; others are stretched to it");
    }

    private static ImageSize firstSize(ImageArchive archive, String image, Path path, ImageLimits limits)
            throws IOException {
        List<ImageSize> size = new ArrayList<>();
        archive.read(List.of(image), (index, content) -> {
            try (ImageDecoder decoder = new ImageDecoder(path.toString(), limits)) {
                size.add(decoder.size(image, content));
            }
        });
        return size.get(0);
    }

    DatasetDescription description(String name) {
        return new DatasetDescription(
                name,
                archive.kind(),
                "%,d images of %d classes, brought to %s pixels."
                        .formatted(
                                listing.train().size() + listing.test().size(),
                                listing.classes().size(),
                                size),
                String.valueOf(path.getFileName()),
                size.height(),
                size.width(),
                sizeFrom,
                listing.classes().size(),
                listing.train().size(),
                listing.test().size());
    }

    /** Everything that the pixels follow from, without reading the images. */
    String madeFrom() {
        StringBuilder text = new StringBuilder(stamp).append('\n').append(size).append('\n');
        for (List<ImageListing.Item> items : List.of(listing.train(), listing.test())) {
            for (ImageListing.Item item : items) {
                text.append(item.path()).append(' ');
                text.append(item.entry().size())
                        .append(' ')
                        .append(item.entry().modified())
                        .append('\n');
            }
        }
        return Checksum.sha256(text.toString());
    }

    /** Says how much is missing, rather than running out of memory half way. */
    void requireMemory() {
        long train = (long) listing.train().size() * size.bytes();
        long test = (long) listing.test().size() * size.bytes();
        long most = (long) (Runtime.getRuntime().maxMemory() * 0.6);
        if (train > Integer.MAX_VALUE - 64 || test > Integer.MAX_VALUE - 64 || train + test > most) {
            throw new InvalidDataset(
                    "dataset-too-large",
                    "%s needs %,d MB of memory at %s pixels; %,d MB are left for it, and a split may have 2,047. Use smaller images with %s#32x32, leave them in their folder with %s#stream224, or give Java more memory (-Xmx)."
                            .formatted(path, (train + test) >> 20, size, most >> 20, path, path));
        }
    }

    DecodedImageCache.Content decode(ImageLimits limits) throws IOException {
        int bytes = size.bytes();
        int trainSize = listing.train().size();
        byte[] train = new byte[trainSize * bytes];
        byte[] test = new byte[listing.test().size() * bytes];
        List<String> paths = listing.paths();
        new ParallelDecoding(path.toString(), limits, size).decode(archive, paths, (index, rgb) -> {
            boolean isTrain = index < trainSize;
            System.arraycopy(rgb, 0, isTrain ? train : test, (isTrain ? index : index - trainSize) * bytes, bytes);
        });
        return new DecodedImageCache.Content(
                archive.checksum(paths),
                new DecodedSplit(train, ImageListing.labels(listing.train())),
                new DecodedSplit(test, ImageListing.labels(listing.test())));
    }
}
