package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.PublishedOptions;
import io.bitgap.training.Reproduction;
import java.util.List;

/** The column {@code run.reproductions}: how a run's options compare with those of published numbers. */
public final class Reproductions {
    private Reproductions() {}

    static String json(PlannedRun run) {
        return CanonicalJson.of(PublishedOptions.compare(run.plan(), run.start()))
                .json();
    }

    /** @param column as it is stored */
    public static List<Reproduction> of(String column) {
        return List.of(CanonicalJson.read(column, Reproduction[].class));
    }

    /** The sources whose options a run has. */
    static List<String> exact(String column) {
        return of(column).stream()
                .filter(Reproduction::exact)
                .map(Reproduction::source)
                .toList();
    }
}
