package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the text of {@link StateTagged}. */
public final class StateETag {
    private static final int LENGTH = 16;

    private StateETag() {}

    /** @param parts what the actions depend on */
    public static String of(List<@Nullable Object> parts) {
        return CanonicalJson.of(parts).sha256().substring(0, LENGTH);
    }
}
