package io.bitgap.dataset.cifar;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives in the form of CIFAR-10's, with a few images a file: image i of file f has label (f + i) % 10. */
final class SmallCifar {
    static final int RECORDS = 7;

    private SmallCifar() {}

    static CifarFormat format(String address, String md5) {
        return new CifarFormat(URI.create(address), md5, RECORDS);
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(CifarFormat.TRAIN);
        names.add(CifarFormat.TEST);
        return names;
    }

    /** Red 1, green 2, blue 3 in the top left corner; the file's number in the pixel to its right. */
    static byte[] file(int number) {
        byte[] bytes = new byte[RECORDS * CifarFormat.RECORD];
        for (int i = 0; i < RECORDS; i++) {
            int at = i * CifarFormat.RECORD;
            bytes[at] = (byte) ((number + i) % 10);
            bytes[at + 1] = 1;
            bytes[at + 2] = (byte) number;
            bytes[at + 1 + 1024] = 2;
            bytes[at + 1 + 2048] = 3;
        }
        return bytes;
    }

    static void directory(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < names().size(); i++) {
            Files.write(folder.resolve(names().get(i)), file(i));
        }
    }

    static void archive(Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (int i = 0; i < names().size(); i++) {
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + names().get(i));
                entry.setSize(file(i).length);
                tar.putArchiveEntry(entry);
                tar.write(file(i));
                tar.closeArchiveEntry();
            }
        }
    }
}
