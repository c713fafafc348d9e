package io.bitgap.comparison.answers;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which way an image has flipped. */
public enum Direction {
    /** The reference is right about it, the run is not. */
    LOST("lost"),
    /** The run is right about it, the reference is not. */
    GAINED("gained");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    boolean has(boolean before, boolean now) {
        return before != now && now == (this == GAINED);
    }
}
