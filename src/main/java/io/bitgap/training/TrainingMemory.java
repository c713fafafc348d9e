package io.bitgap.training;

import java.util.Map;

/**
 * What the parts of a training remember that is neither a parameter of the network nor its updater's: saved with every checkpoint,
 * so that a resumed run goes on to the bit.
 *
 * @param parts bytes by the name of who remembers them ({@link Remembering#name})
 */
public record TrainingMemory(Map<String, byte[]> parts) {
    public static final TrainingMemory NONE = new TrainingMemory(Map.of());

    public TrainingMemory {
        parts = Map.copyOf(parts);
    }

    /** @throws TrainingFailed where the checkpoint was saved by a training that had no such part */
    byte[] of(String name) {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new TrainingFailed(
                    "checkpoint-incomplete",
                    "the checkpoint to go on from remembers nothing of \"%s\", which this recipe needs; train the run again"
                            .formatted(name));
        }
        return part;
    }
}
