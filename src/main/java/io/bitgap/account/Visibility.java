package io.bitgap.account;

import io.bitgap.problem.WordParameter;
import java.util.List;
import java.util.Locale;

/** Who sees something besides its owner, operators and administrators. */
public enum Visibility {
    EVERYONE,
    PRIVATE;

    /** {@code ?visibility=}. */
    public static final WordParameter<Visibility> PARAMETER =
            WordParameter.of("visibility", Visibility::word, List.of(values()));

    /** As addresses and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
