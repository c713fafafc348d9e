package io.bitgap.layer.kernel.onednn;

import java.util.function.Supplier;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Makes primitives that run on the calling thread alone. For a few thousand numbers, waking the other threads takes ten
 * times as long as the work.
 */
final class OneThread {
    private OneThread() {}

    /** oneDNN decides at creation how many threads a primitive uses: as many as OpenMP has at that moment. */
    static <P> P make(Supplier<P> primitive) {
        NativeOps openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int threads = openMp.ompGetMaxThreads();
        openMp.setOmpNumThreads(1);
        try {
            return primitive.get();
        } finally {
            openMp.setOmpNumThreads(threads);
        }
    }
}
