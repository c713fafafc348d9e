package io.bitgap.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small volume of its own, which can be filled, made read-only or non-executable. Needs root. */
record Volume(Path path) implements AutoCloseable {
    static Volume of(Path path, int mebibytes) throws IOException {
        Files.createDirectories(path);
        Volume volume = new Volume(path);
        volume.run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "bitgap", path.toString());
        return volume;
    }

    /** Until so many MiB are free; 0 until nothing more can be written. */
    void fill(int free) throws IOException {
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(path.resolve("ballast"))) {
            while (free == 0 || Files.getFileStore(path).getUsableSpace() > (long) free << 20) {
                out.write(block);
            }
        } catch (IOException full) {
            if (free > 0) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(path.resolve("ballast"));
    }

    void remount(String option) throws IOException {
        run("mount", "-o", "remount," + option, path.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", path.toString());
    }

    private void run(String... command) throws IOException {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException(List.of(command) + " ended with " + code + ": volumes can be made by root only");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
