package io.bitgap.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** {@code model.zip} as DL4J's own {@link ModelSerializer} writes and restores it, with the updater's state. */
final class ModelFile {
    // DL4J stamps its entries with the present; a fixed time makes equal models equal files
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private ModelFile() {}

    static void write(ComputationGraph graph, OutputStream out) throws IOException {
        var written = new Buffer();
        ModelSerializer.writeModel(graph, written, true);
        var zip = new ZipOutputStream(out);
        // parameters are almost incompressible: the fastest level loses next to nothing
        zip.setLevel(Deflater.BEST_SPEED);
        try (var entries = new ZipInputStream(written.input())) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(ENTRY_TIME);
                zip.putNextEntry(copy);
                entries.transferTo(zip);
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    static ComputationGraph read(Path file) throws IOException {
        return ModelSerializer.restoreComputationGraph(file.toFile(), true);
    }

    /** Hands its bytes on without copying them. */
    private static final class Buffer extends ByteArrayOutputStream {
        ByteArrayInputStream input() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
