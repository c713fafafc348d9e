package io.bitgap.artifact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Caches content hashes for as long as the content does not change. */
final class HashCache {
    private static final int MAX_ENTRIES = 10_000;

    /** @param state differs as soon as the bytes may differ */
    private record Known(Object state, String sha256) {}

    private final Map<String, Known> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** @param state read before the bytes are, so that a change in between is noticed the next time */
    String get(String key, Object state, Supplier<String> compute) {
        synchronized (byKey) {
            Known known = byKey.get(key);
            if (known != null && known.state().equals(state)) {
                return known.sha256();
            }
        }
        String sha256 = compute.get();
        synchronized (byKey) {
            byKey.put(key, new Known(state, sha256));
        }
        return sha256;
    }
}
