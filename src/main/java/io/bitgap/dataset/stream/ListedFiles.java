package io.bitgap.dataset.stream;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.FileSplit;
import io.bitgap.dataset.image.FolderArchive;
import io.bitgap.dataset.image.ImageListing;
import io.bitgap.dataset.source.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder as it was listed.
 *
 * @param side pixels of the squares that a network gets
 * @param stamp tells whether it is still so
 * @param checksum of the names and sizes of all files: their bytes are too many to be read before every start
 */
record ListedFiles(
        Path folder, int side, String stamp, String checksum, List<String> classes, FileSplit train, FileSplit test) {

    static ListedFiles of(FolderArchive archive, String stamp, Path folder, int side) throws IOException {
        ImageListing listing = ImageListing.of(folder.toString(), archive.entries());
        archive.requireNoEmptyClass(listing);
        ImageFiles files = new ImageFiles(folder, side, listing.paths());
        int trainSize = listing.train().size();
        return new ListedFiles(
                folder,
                side,
                stamp,
                checksum(listing),
                listing.classes(),
                split(files, 0, listing.train()),
                split(files, trainSize, listing.test()));
    }

    private static FileSplit split(ImageFiles files, int first, List<ImageListing.Item> items) {
        int[] images = IntStream.range(first, first + items.size()).toArray();
        return new FileSplit(files, images, ImageListing.labels(items));
    }

    private static String checksum(ImageListing listing) {
        Checksum checksum = new Checksum("SHA-256");
        Stream.concat(listing.train().stream(), listing.test().stream())
                .map(item -> item.path() + '\0' + item.size() + '\n')
                .forEach(line -> checksum.add(line.getBytes(StandardCharsets.UTF_8)));
        return "names-and-sizes-" + checksum.text();
    }

    DatasetDescription description(String name) {
        return new DatasetDescription(
                name,
                "image-stream",
                "%,d images of %d classes, read from their files while training; %dx%d pixels are cut out of each."
                        .formatted(train.size() + test.size(), classes.size(), side, side),
                String.valueOf(folder.getFileName()),
                side,
                side,
                "given as #stream" + side + ": random parts of images for training, their middle for tests",
                classes.size(),
                train.size(),
                test.size());
    }
}
