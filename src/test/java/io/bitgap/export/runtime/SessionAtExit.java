package io.bitgap.export.runtime;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that is ended while ONNX Runtime works; a hook of its own waits for that work, as the end of a service does. */
final class SessionAtExit {
    static final String WHOLE = "what was begun came to its end";

    private static final int CALLS = 500;

    private SessionAtExit() {}

    /** @param arguments file of a model, channels of its input of one pixel */
    public static void main(String[] arguments) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(arguments[0]));
        int channels = Integer.parseInt(arguments[1]);
        try (OnnxSession begun = new OnnxSession(model, 1)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(begun, model, channels)));
            System.exit(0);
        }
    }

    /** Goes on for long after ONNX Runtime's hook, which takes milliseconds and begins at the same time. */
    private static void end(OnnxSession begun, byte[] model, int channels) {
        try {
            for (int i = 0; i < CALLS; i++) {
                call(begun, channels);
                try (OnnxSession late = new OnnxSession(model, 1)) {
                    call(late, channels);
                }
            }
            System.out.println(WHOLE);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void call(OnnxSession session, int channels) throws OrtException {
        session.logits(FloatBuffer.allocate(channels), new long[] {1, channels, 1, 1});
    }
}
