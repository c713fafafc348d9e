package io.bitgap.graph.picture;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Caches the layouts used most recently: the runs of a grid share a few pictures, and a page asks for each of them more
 * than once.
 */
final class Layouts {
    private static final int MAX_LAYOUTS = 32;
    private static final Map<Diagram, LaidOut> LATEST = new LinkedHashMap<>(MAX_LAYOUTS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Diagram, LaidOut> eldest) {
            return size() > MAX_LAYOUTS;
        }
    };

    private Layouts() {}

    static LaidOut of(Diagram diagram) {
        synchronized (LATEST) {
            LaidOut known = LATEST.get(diagram);
            if (known != null) {
                return known;
            }
        }
        LaidOut made = LayeredLayout.of(diagram);
        synchronized (LATEST) {
            LATEST.put(diagram, made);
        }
        return made;
    }
}
