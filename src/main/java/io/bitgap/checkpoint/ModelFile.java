package io.bitgap.checkpoint;

import io.bitgap.training.TrainingMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * {@code model.zip} as DL4J's own {@link ModelSerializer} writes and restores it, with the updater's state; and beside its entries
 * those of a {@link TrainingMemory}, which DL4J passes over.
 */
final class ModelFile {
    // DL4J stamps its entries with the present; a fixed time makes equal models equal files
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final String MEMORY = "training/";

    private ModelFile() {}

    static void write(ComputationGraph graph, TrainingMemory memory, OutputStream out) throws IOException {
        var written = new Buffer();
        ModelSerializer.writeModel(graph, written, true);
        var zip = new ZipOutputStream(out);
        // parameters are almost incompressible: the fastest level loses next to nothing
        zip.setLevel(Deflater.BEST_SPEED);
        try (var entries = new ZipInputStream(written.input())) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                put(entry.getName(), entries, zip);
            }
        }
        for (var part : new TreeMap<>(memory.parts()).entrySet()) {
            put(MEMORY + part.getKey(), new ByteArrayInputStream(part.getValue()), zip);
        }
        zip.finish();
    }

    private static void put(String name, InputStream content, ZipOutputStream zip) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        content.transferTo(zip);
        zip.closeEntry();
    }

    static ComputationGraph read(Path file) throws IOException {
        return ModelSerializer.restoreComputationGraph(file.toFile(), true);
    }

    static TrainingMemory memory(Path file) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith(MEMORY)) {
                    parts.put(
                            entry.getName().substring(MEMORY.length()),
                            zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return new TrainingMemory(parts);
    }

    /** Hands its bytes on without copying them. */
    private static final class Buffer extends ByteArrayOutputStream {
        ByteArrayInputStream input() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
