package io.bitgap.quantizer;

import java.util.List;
import java.util.Map;

/**
 * A quantizer by name. Each lives in a package of its own and is found by {@link java.util.ServiceLoader}, so that one
 * more is a package and a line.
 */
public interface QuantizerFamily {
    String name();

    /** Other names it is asked for by. */
    default List<String> aliases() {
        return List.of();
    }

    /** What it does, in one sentence. */
    String sentence();

    /** The forward map and its gradient in each role, as plain text with Unicode symbols. */
    Map<Role, String> formula();

    /** When to choose it, and when not, in one or two sentences. */
    String whenToUse();

    /** The paper. */
    String source();

    /** Its options in each role that it has. */
    Map<Role, List<Option>> options();

    /** Makes one; options were checked. */
    Quantizer create(QuantizerSpec spec, OptionValues options);
}
