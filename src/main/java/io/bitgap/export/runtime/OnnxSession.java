package io.bitgap.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.bitgap.export.onnx.OnnxModel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.util.Map;

/** A model in ONNX Runtime on the CPU, with its usual optimizations. Not for several threads at a time. */
public final class OnnxSession implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    static {
        keepEnvironment();
    }

    private final OrtSession session;

    /**
     * @param model bytes of an {@link OnnxModel}
     * @param threads that one call may use
     * @throws OrtException when it is no model that ONNX Runtime takes
     */
    public OnnxSession(byte[] model, int threads) throws OrtException {
        this(model, threads, Map.of());
    }

    /** @param settings of the session by ONNX Runtime's names, beside the usual */
    public OnnxSession(byte[] model, int threads, Map<String, String> settings) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            if (!Processor.addsBytesExactly()) {
                options.addConfigEntry("session.x64quantprecision", "1");
            }
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                options.addConfigEntry(setting.getKey(), setting.getValue());
            }
            session = ENVIRONMENT.createSession(model, options);
        }
    }

    /**
     * ONNX Runtime's shutdown hook frees its environment as soon as the JVM begins to end, under sessions that still compute. The
     * environment counts its references and its API gives no second one; with one that nobody returns it lives as long as the process.
     */
    private static void keepEnvironment() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method reference =
                    OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            reference.setAccessible(true);
            reference.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of ONNX Runtime keeps its environment elsewhere", e);
        }
    }

    /** Name and version. */
    public static String runtime() {
        return "ONNX Runtime " + ENVIRONMENT.getVersion();
    }

    /**
     * Computes the logits of a batch.
     *
     * @param pixels [batch, channels, height, width], 0 to 255
     * @return [batch][classes]
     */
    public float[][] logits(FloatBuffer pixels, long[] shape) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, pixels, shape);
                OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, input))) {
            return (float[][]) result.get(OnnxModel.OUTPUT).orElseThrow().getValue();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
