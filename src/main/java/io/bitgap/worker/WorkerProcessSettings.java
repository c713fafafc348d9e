package io.bitgap.worker;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code bitgap.worker.*} of a worker process that the service starts.
 *
 * @param ownProcess whether role all trains in a process of its own ({@code BITGAP_WORKER_OWN_PROCESS}); not doing so is for tests
 *     and debuggers
 * @param heap largest Java heap of that process ({@code BITGAP_WORKER_HEAP}): {@code 2g}, {@code 1500m}, or a share of the memory as
 *     {@code 40%}; null takes the limit that its parent was given
 * @param name what the process that started this one calls it; null for one that was started otherwise
 */
@ConfigurationProperties("bitgap.worker")
record WorkerProcessSettings(
        @DefaultValue("true") boolean ownProcess,
        @Nullable String heap,
        @Nullable String name) {
    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,5}[mg]");
    private static final Pattern SHARE = Pattern.compile("[1-9]\\d?%");

    WorkerProcessSettings {
        heap = blankToNull(heap);
        name = blankToNull(name);
        if (heap != null) {
            heap = heap.toLowerCase(Locale.ROOT);
            if (!SIZE.matcher(heap).matches() && !SHARE.matcher(heap).matches()) {
                throw new IllegalArgumentException(
                        "BITGAP_WORKER_HEAP (bitgap.worker.heap) must be a size such as 2g or"
                                + " 1500m, or a share of the memory such as 40%, not " + heap);
            }
        }
    }

    /** {@code 2g}: {@code -Xmx2g}; {@code 40%}: {@code -XX:MaxRAMPercentage=40}. */
    List<String> heapOptions() {
        if (heap == null) {
            return List.of();
        }
        return List.of(
                heap.endsWith("%") ? "-XX:MaxRAMPercentage=" + heap.substring(0, heap.length() - 1) : "-Xmx" + heap);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
