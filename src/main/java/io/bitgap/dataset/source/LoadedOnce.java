package io.bitgap.dataset.source;

import io.bitgap.dataset.ImageDataset;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A source whose data set is loaded by the first who asks and shared with everyone after, until memory is short. Whoever
 * asks during the load waits for it.
 */
public final class LoadedOnce {
    private final DatasetSource source;
    private @Nullable SoftReference<ImageDataset> loaded;

    public LoadedOnce(DatasetSource source) {
        this.source = source;
    }

    public DatasetSource source() {
        return source;
    }

    public synchronized ImageDataset get() {
        ImageDataset data = loaded == null ? null : loaded.get();
        if (data == null) {
            data = source.load();
            loaded = new SoftReference<>(data);
        }
        return data;
    }
}
