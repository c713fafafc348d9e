package io.bitgap.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Visits the files of a folder and skips those that others delete meanwhile. */
final class ConcurrentDeleteTolerantVisitor extends SimpleFileVisitor<Path> {
    private final BiConsumer<Path, BasicFileAttributes> action;

    ConcurrentDeleteTolerantVisitor(BiConsumer<Path, BasicFileAttributes> action) {
        this.action = action;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            action.accept(file, attributes);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
        if (cause instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw cause;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) throws IOException {
        if (cause != null && !(cause instanceof NoSuchFileException)) {
            throw cause;
        }
        return FileVisitResult.CONTINUE;
    }
}
