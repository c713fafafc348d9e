package io.bitgap.dataset.cifar;

import java.net.URI;
import java.util.List;

/**
 * What the official binary archive looks like. A file holds records of one label byte and 3 x 32 x 32 bytes, plane by
 * plane (red, green, blue), each row by row. Source: https://www.cs.toronto.edu/~kriz/cifar.html.
 *
 * @param address where the archive is fetched from
 * @param md5 of the archive, 32 hexadecimal digits
 * @param recordsPerFile images in each file
 */
public record CifarFormat(URI address, String md5, int recordsPerFile) {
    static final int SIDE = 32;
    static final int PLANE = SIDE * SIDE;
    static final int IMAGE = 3 * PLANE;
    static final int RECORD = 1 + IMAGE;
    static final String ARCHIVE = "cifar-10-binary.tar.gz";
    static final String FOLDER = "cifar-10-batches-bin";
    static final List<String> TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    static final String TEST = "test_batch.bin";
    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    public static CifarFormat official() {
        return new CifarFormat(
                URI.create("https://www.cs.toronto.edu/~kriz/" + ARCHIVE), "c32a1d4ab5d03f1284b67883e8d87530", 10_000);
    }

    int fileBytes() {
        return recordsPerFile * RECORD;
    }

    static boolean isDataFile(String fileName) {
        return TRAIN.contains(fileName) || TEST.equals(fileName);
    }
}
