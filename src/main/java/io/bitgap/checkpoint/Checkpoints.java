package io.bitgap.checkpoint;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.format.Sha256;
import io.bitgap.problem.Problem;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.training.TestSplit;
import io.bitgap.training.TrainingStart;
import io.bitgap.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Saves the state of a training run with its provenance, and restores it. Knows files, not tables. */
public final class Checkpoints {
    public static final String MODEL = "model.zip";
    public static final String MANIFEST = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Artifacts artifacts;
    private final CodeVersion code;

    public Checkpoints(Artifacts artifacts, CodeVersion code) {
        this.artifacts = artifacts;
        this.code = code;
    }

    /**
     * Stores {@code model.zip} and {@code manifest.json}, to be recorded. Saving the same again after a crash stores nothing twice.
     *
     * @param split what the epoch was tested on
     * @throws ArtifactStoreFailed when the store cannot be written
     */
    public NewCheckpoint save(TrainingState state, Provenance provenance, TestSplit split) {
        StoredArtifact model = artifacts.put(out -> ModelFile.write(state.graph(), state.memory(), out));
        String stem = DownloadName.stem(provenance.plan(), provenance.result().epoch(), model.sha256());
        CheckpointFile modelFile = file(MODEL, stem + ".zip", model);

        String manifest =
                JSON.writeValueAsString(Manifest.of(provenance, code, state.quantizers(), List.of(modelFile)));
        StoredArtifact stored = artifacts.put(out -> out.write(manifest.getBytes(StandardCharsets.UTF_8)));
        return new NewCheckpoint(
                provenance.origin().checkpoint(),
                provenance.result().epoch(),
                provenance.last(),
                provenance.result().test(),
                provenance.result().validation(),
                split,
                manifest,
                List.of(modelFile, file(MANIFEST, stem + ".json", stored)));
    }

    /**
     * Stores a file that was made of a checkpoint.
     *
     * @param downloadName the readable name a browser saves it under
     * @throws ArtifactStoreFailed when the store cannot be written; nothing is left behind
     */
    public CheckpointFile store(String name, String downloadName, byte[] bytes) {
        return file(name, downloadName, artifacts.put(out -> out.write(bytes)));
    }

    /**
     * The network of a stored {@code model.zip} as it was evaluated, with its updater's state. The bytes are hashed as they are
     * read.
     *
     * @throws AlteredCheckpoint when the stored bytes are not the ones that were saved
     * @throws io.bitgap.artifact.MissingArtifact when they are gone
     */
    public ComputationGraph restore(CheckpointFile model) {
        return read(model, ModelFile::read);
    }

    /** Like {@link #restore}, with all that its training needs to go on. */
    public TrainingStart resume(CheckpointFile model) {
        return read(model, file -> new TrainingStart.Resume(ModelFile.read(file), ModelFile.memory(file)));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Path file) throws IOException;
    }

    private <T> T read(CheckpointFile model, Reading<T> reading) {
        try {
            Path copy = copied(model);
            try {
                return reading.of(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new Problem(
                            Problem.Kind.UNAVAILABLE,
                            "checkpoint-unreadable",
                            "The checkpoint " + model.storageKey() + " cannot be restored: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private Path copied(CheckpointFile model) {
        try {
            Path copy = Files.createTempFile("bitgap-model", ".zip");
            boolean whole = false;
            try (OutputStream out = Files.newOutputStream(copy)) {
                checkHash(model, Sha256.copy(artifacts.open(model.storageKey()), out));
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(copy);
                }
            }
            return copy;
        } catch (IOException e) {
            throw ArtifactStoreFailed.copying(artifacts.location(), e);
        }
    }

    /**
     * Checks that a run could begin and save what it trains.
     *
     * @param used whether something was saved before
     * @throws ArtifactStoreFailed when it could not
     */
    public void checkStore(boolean used) {
        if (used) {
            artifacts.checkUsed();
        }
        artifacts.checkWritable();
    }

    /**
     * Checks that a stored file is the one that was saved, as cheaply as the store can ({@link Artifacts#examine}).
     *
     * @throws AlteredCheckpoint when it is not
     * @throws io.bitgap.artifact.MissingArtifact when it is gone
     */
    public void verify(CheckpointFile file) {
        StoredArtifact found = artifacts.examine(file.storageKey());
        if (found.size() != file.size()) {
            throw AlteredCheckpoint.size(file, found.size());
        }
        checkHash(file, found.sha256());
    }

    /** The bytes of a stored file, verified as {@link #verify} does. */
    public InputStream open(CheckpointFile file) {
        verify(file);
        return artifacts.open(file.storageKey());
    }

    private static void checkHash(CheckpointFile file, String found) {
        if (!found.equals(file.sha256())) {
            throw AlteredCheckpoint.hash(file, found);
        }
    }

    private static CheckpointFile file(String name, String downloadName, StoredArtifact stored) {
        return new CheckpointFile(name, downloadName, stored.key(), stored.size(), stored.sha256());
    }
}
