package io.bitgap.checkpoint;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.Sha256;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.problem.Problem;
import io.bitgap.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
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
     * Stores {@code model.zip} and {@code manifest.json}. The same model of the same run and epoch gets the same keys, so
     * that saving again after a crash stores nothing twice.
     *
     * @throws ArtifactStoreFailed when the store cannot be written
     */
    public SavedCheckpoint save(TrainingState state, Provenance provenance) {
        int epoch = provenance.result().epoch();
        String folder = folder(provenance.origin().run());
        StoredArtifact model = artifacts.put(
                sha256 -> "%s/e%04d-%s/%s".formatted(folder, epoch, sha256.substring(0, 16), MODEL),
                out -> ModelFile.write(state.graph(), out));
        String stem = DownloadName.stem(provenance.plan(), epoch, model.sha256());
        StoredFile modelFile = file(MODEL, stem + ".zip", model);

        String manifest =
                JSON.writeValueAsString(Manifest.of(provenance, code, state.quantizers(), List.of(modelFile)));
        StoredArtifact stored = artifacts.put(
                sha256 -> model.key().replace(MODEL, sha256.substring(0, 16) + "-" + MANIFEST),
                out -> out.write(manifest.getBytes(StandardCharsets.UTF_8)));
        return new SavedCheckpoint(manifest, List.of(modelFile, file(MANIFEST, stem + ".json", stored)));
    }

    /**
     * Stores a file that was made of a checkpoint.
     *
     * @param downloadName the readable name a browser saves it under
     * @throws ArtifactStoreFailed when the store cannot be written; nothing is left behind
     */
    public StoredFile store(String name, String downloadName, byte[] bytes) {
        StoredArtifact stored = artifacts.put(
                sha256 -> "sha256/%s/%s".formatted(sha256.substring(0, 2), sha256), out -> out.write(bytes));
        return file(name, downloadName, stored);
    }

    /**
     * The network of a stored {@code model.zip}, with its updater's state.
     *
     * @throws AlteredCheckpoint when the stored bytes are not the ones that were saved
     * @throws io.bitgap.artifact.MissingArtifact when they are gone
     */
    public ComputationGraph restore(StoredFile model) {
        try {
            Path copy = Files.createTempFile("bitgap-model", ".zip");
            try {
                try (InputStream in = open(model)) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                return ModelFile.read(copy);
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

    /**
     * The bytes of a stored file, verified to be the ones that were saved.
     *
     * @throws AlteredCheckpoint when they are not
     * @throws io.bitgap.artifact.MissingArtifact when they are gone
     */
    public InputStream open(StoredFile file) {
        String found = Sha256.of(artifacts.open(file.storageKey()));
        if (!found.equals(file.sha256())) {
            throw new AlteredCheckpoint(file, found);
        }
        return artifacts.open(file.storageKey());
    }

    /** Removes every file of the run that is not among these: what a lost attempt saved but never reported. */
    public void keepOnly(UUID run, List<StoredFile> reported) {
        List<String> keys = reported.stream().map(StoredFile::storageKey).toList();
        artifacts.list(folder(run)).stream().filter(key -> !keys.contains(key)).forEach(artifacts::delete);
    }

    private static String folder(UUID run) {
        return "runs/" + run;
    }

    private static StoredFile file(String name, String downloadName, StoredArtifact stored) {
        return new StoredFile(name, downloadName, stored.key(), stored.size(), stored.sha256());
    }
}
