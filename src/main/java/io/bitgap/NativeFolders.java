package io.bitgap;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Where native libraries are unpacked before they are loaded: what may not be executed there cannot be loaded either. */
final class NativeFolders {
    private NativeFolders() {}

    /** What keeps training and exports from working, with what to do about it; empty when all is well. */
    static Optional<String> trouble() {
        return trouble(Path.of(System.getProperty("java.io.tmpdir")), "-Djava.io.tmpdir")
                .or(NativeFolders::cacheTrouble);
    }

    private static Optional<String> cacheTrouble() {
        try {
            File cache = Loader.getCacheDir();
            return trouble(cache.toPath(), "-Dorg.bytedeco.javacpp.cachedir");
        } catch (IOException e) {
            return Optional.of("There is no directory where JavaCPP could unpack its native libraries ("
                    + e.getMessage() + "): name one that can be written with -Dorg.bytedeco.javacpp.cachedir.");
        }
    }

    static Optional<String> trouble(Path folder, String option) {
        try {
            Path probe = Files.createTempFile(Files.createDirectories(folder), "bitgap", ".so");
            try {
                if (!probe.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    return Optional.empty();
                }
                // a full disk may have room for an empty one
                Files.write(probe, new byte[1 << 16]);
                Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwx------"));
                return Files.isExecutable(probe)
                        ? Optional.empty()
                        : Optional.of("Native libraries are unpacked to " + folder
                                + " and cannot be loaded from there, since nothing in it may be executed (noexec): name another"
                                + " directory with " + option + ".");
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return Optional.of("Native libraries cannot be unpacked to " + folder + " ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "): free some space there or make it writable, or name another directory with " + option + ".");
        }
    }
}
