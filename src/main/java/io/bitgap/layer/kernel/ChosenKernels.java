package io.bitgap.layer.kernel;

import io.bitgap.layer.kernel.onednn.OneDnnKernels;
import io.bitgap.layer.kernel.portable.PortableKernels;
import io.bitgap.quantizer.tensor.OffHeap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides once which kernels this process uses. */
final class ChosenKernels {
    private static final Logger LOG = LoggerFactory.getLogger(ChosenKernels.class);
    private static final boolean ONEDNN_USABLE = usable();

    private ChosenKernels() {}

    static Kernels forProperty(String property) {
        return switch (property) {
            case "onednn" -> OneDnnKernels.INSTANCE;
            case "portable" -> PortableKernels.INSTANCE;
            case "auto" -> ONEDNN_USABLE ? OneDnnKernels.INSTANCE : PortableKernels.INSTANCE;
            default ->
                throw new IllegalArgumentException(
                        Kernels.PROPERTY + " must be auto, onednn or portable, not " + property);
        };
    }

    private static boolean usable() {
        if (!OffHeap.reachable()) {
            LOG.info("The backend is not the CPU's: layers run on ND4J operations");
            return false;
        }
        try {
            OneDnnKernels.load();
            return true;
        } catch (LinkageError e) {
            LOG.warn("oneDNN cannot be loaded ({}): layers run on ND4J operations, several times slower", e.toString());
            return false;
        }
    }
}
