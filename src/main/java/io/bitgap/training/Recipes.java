package io.bitgap.training;

import java.util.List;
import java.util.Optional;

/** Recipes by name. */
public final class Recipes {
    private Recipes() {}

    /** A named recipe and where it comes from. */
    public record Named(String name, String sentence, String source, Recipe recipe) {}

    public static List<Named> catalogue() {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * The recipe of that name for a run that starts from a baseline trained with the given one ({@code int8-sine} takes
     * half of its rate).
     */
    public static Optional<Recipe> find(String name, Recipe baseline) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What a baseline is trained with where a spec says nothing. */
    public static Recipe defaultBaseline() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What quantized runs are trained with where a spec says nothing: {@code fine-tune-cosine}. */
    public static Recipe defaultFineTuning() {
        throw new UnsupportedOperationException("not built yet");
    }
}
