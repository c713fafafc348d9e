package io.bitgap.graph.picture;

import java.util.LinkedHashMap;
import java.util.Map;

/** The layouts made last: the runs of a grid share a few pictures, and a page asks for each of them more than once. */
final class Layouts {
    private static final int MOST = 32;
    private static final Map<Diagram, LaidOut> LATEST = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Diagram, LaidOut> eldest) {
            return size() > MOST;
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
