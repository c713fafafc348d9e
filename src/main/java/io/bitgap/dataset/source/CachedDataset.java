package io.bitgap.dataset.source;

import io.bitgap.dataset.ImageDataset;
import java.lang.ref.SoftReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that loads its data set on first use and shares it until memory runs short. Whoever asks during the load waits for
 * it. When the source has changed it is loaded again.
 */
public final class CachedDataset {
    private final DatasetSource source;
    private volatile @Nullable Loaded loaded;

    private record Loaded(String version, String checksum, SoftReference<ImageDataset> data) {}

    public CachedDataset(DatasetSource source) {
        this.source = source;
    }

    public DatasetSource source() {
        return source;
    }

    public synchronized ImageDataset get() {
        String version = source.version();
        Loaded known = loaded;
        ImageDataset data = known == null || !known.version().equals(version)
                ? null
                : known.data().get();
        if (data == null) {
            data = source.load();
            loaded = new Loaded(version, data.checksum(), new SoftReference<>(data));
        }
        return data;
    }

    /** Of what was loaded last, if that is what the source still has; waits for no load. */
    public Optional<String> checksum() {
        Loaded known = loaded;
        return known != null && known.version().equals(source.version())
                ? Optional.of(known.checksum())
                : Optional.empty();
    }
}
