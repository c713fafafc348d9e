package io.bitgap.dataset.source;

import io.bitgap.dataset.ImageDataset;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A source that loads its data set on first use and shares it until memory runs short. Whoever asks during the load waits for
 * it. When the source has changed it is loaded again.
 */
public final class CachedDataset {
    private final DatasetSource source;
    private @Nullable SoftReference<ImageDataset> loaded;
    private String version = "";

    public CachedDataset(DatasetSource source) {
        this.source = source;
    }

    public DatasetSource source() {
        return source;
    }

    public synchronized ImageDataset get() {
        String now = source.version();
        ImageDataset data = loaded == null || !version.equals(now) ? null : loaded.get();
        if (data == null) {
            version = now;
            data = source.load();
            loaded = new SoftReference<>(data);
        }
        return data;
    }
}
