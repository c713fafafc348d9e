package io.bitgap.artifact;

import io.bitgap.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** The artifact store cannot be read or written; the message names the store, the cause and what to do. */
public class ArtifactStoreFailed extends Problem {
    private static final long serialVersionUID = 1L;

    ArtifactStoreFailed(String code, String detail, Exception cause) {
        super(Kind.UNAVAILABLE, code, detail);
        causedBy(cause);
    }

    static ArtifactStoreFailed writing(String store, IOException cause) {
        if (isFull(cause)) {
            return new ArtifactStoreFailed(
                    "artifact-store-full",
                    "The disk of the artifact store " + store
                            + " is full: free some space (GET /retention says what old checkpoints hold) or point"
                            + " BITGAP_ARTIFACTS to a larger disk.",
                    cause);
        }
        return new ArtifactStoreFailed(
                "artifact-store-unwritable",
                "The artifact store " + store + " cannot be written (" + reason(cause)
                        + "): make it a directory that this process may write, or point BITGAP_ARTIFACTS elsewhere.",
                cause);
    }

    static ArtifactStoreFailed reading(String store, IOException cause) {
        return new ArtifactStoreFailed(
                "artifact-store-unreadable",
                "The artifact store " + store + " cannot be read: " + reason(cause) + ".",
                cause);
    }

    /** A file on its way to an object store has to lie somewhere first. */
    static ArtifactStoreFailed spooling(String folder, IOException cause) {
        return new ArtifactStoreFailed(
                isFull(cause) ? "temporary-disk-full" : "temporary-folder-unwritable",
                "A file for the artifact store cannot be written to the temporary folder " + folder + " first ("
                        + reason(cause)
                        + "): free some space there, or point -Djava.io.tmpdir to a larger disk.",
                cause);
    }

    /** One from it has to lie somewhere to be read. */
    public static ArtifactStoreFailed copying(String store, IOException cause) {
        return new ArtifactStoreFailed(
                isFull(cause) ? "temporary-disk-full" : "artifact-store-unreadable",
                "A file of the artifact store " + store + " cannot be copied to the temporary folder "
                        + System.getProperty("java.io.tmpdir") + " (" + reason(cause)
                        + "): look at the store, or free some space there.",
                cause);
    }

    private static boolean isFull(IOException cause) {
        // the JDK has no exception of its own for a full disk or an exhausted quota
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("quota exceeded");
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied at " + denied.getFile();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
