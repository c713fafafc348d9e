package io.bitgap.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an address that takes one of a few words.
 *
 * @param words what each word means, in the order in which a sentence lists them
 */
public record WordParameter<T>(String name, Map<String, T> words) {
    public WordParameter {
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /** @param word how a value is written */
    public static <T> WordParameter<T> of(String name, Function<T, String> word, List<T> values) {
        Map<String, T> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return new WordParameter<>(name, words);
    }

    /**
     * What a word means; none and an empty one, which forms send, mean the otherwise value.
     *
     * @throws InvalidParameter for any other word
     */
    public T read(@Nullable String word, T otherwise) {
        if (word == null || word.isBlank()) {
            return otherwise;
        }
        T value = words.get(word);
        if (value == null) {
            throw new InvalidParameter(name, name + " must be " + choices() + ", not '" + word + "'.");
        }
        return value;
    }

    private String choices() {
        List<String> first = new ArrayList<>(words.keySet());
        String last = first.remove(first.size() - 1);
        return first.isEmpty() ? last : String.join(", ", first) + " or " + last;
    }
}
