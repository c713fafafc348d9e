package io.bitgap.dataset.cifar;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.Normalization;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The six data files, gathered one by one and put together into a data set. */
final class CifarFiles {
    private final CifarFormat format;
    private final String origin;
    private final Map<String, byte[]> files = new HashMap<>();

    /** @param origin file or directory they come from, for messages */
    CifarFiles(CifarFormat format, String origin) {
        this.format = format;
        this.origin = origin;
    }

    void read(String fileName, InputStream in) throws IOException {
        byte[] content = in.readNBytes(format.fileBytes() + 1);
        if (content.length != format.fileBytes()) {
            throw new InvalidDataset(
                    "dataset-truncated",
                    "%s in %s has %s bytes instead of %d: it was not copied whole. Fetch %s again."
                            .formatted(
                                    fileName,
                                    origin,
                                    content.length > format.fileBytes() ? "more" : content.length,
                                    format.fileBytes(),
                                    format.address()));
        }
        files.put(fileName, content);
    }

    ImageDataset dataset(String name, String checksum) {
        return new ImageDataset(
                name,
                checksum,
                CifarFormat.SIDE,
                CifarFormat.SIDE,
                3,
                CifarFormat.CLASSES,
                Normalization.cifar10(),
                split(CifarFormat.TRAIN),
                split(List.of(CifarFormat.TEST)));
    }

    private DecodedSplit split(List<String> names) {
        int size = names.size() * format.recordsPerFile();
        byte[] pixels = new byte[size * CifarFormat.IMAGE];
        int[] labels = new int[size];
        int image = 0;
        for (String name : names) {
            byte[] content = files.remove(name);
            if (content == null) {
                throw new InvalidDataset(
                        "dataset-incomplete",
                        "%s is missing in %s. Fetch %s again.".formatted(name, origin, format.address()));
            }
            for (int at = 0; at < content.length; at += CifarFormat.RECORD, image++) {
                labels[image] = label(content[at], name);
                interleave(content, at + 1, pixels, image * CifarFormat.IMAGE);
            }
        }
        return new DecodedSplit(pixels, labels);
    }

    private int label(byte label, String name) {
        if (label < 0 || label >= CifarFormat.CLASSES.size()) {
            throw new InvalidDataset(
                    "dataset-corrupt",
                    "%s in %s has a label of %d; CIFAR-10 has 0 to 9. Fetch %s again."
                            .formatted(name, origin, label & 0xff, format.address()));
        }
        return label;
    }

    /** Three planes to pixels of three bytes. */
    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int i = 0; i < CifarFormat.PLANE; i++) {
            pixels[to + 3 * i] = planes[from + i];
            pixels[to + 3 * i + 1] = planes[from + CifarFormat.PLANE + i];
            pixels[to + 3 * i + 2] = planes[from + 2 * CifarFormat.PLANE + i];
        }
    }
}
