package io.bitgap.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person may do at most; each role may do what those before it may. */
public enum PersonRole {
    /** Reads. */
    VIEWER,
    /** Submits experiments and acts on their own. */
    RESEARCHER,
    /** Acts on everyone's experiments, and on what they leave behind. */
    OPERATOR,
    /** Says who may do what. */
    ADMIN;

    public boolean includes(PersonRole other) {
        return compareTo(other) >= 0;
    }

    /** As people, addresses and documents write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
