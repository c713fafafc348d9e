package io.bitgap.form;

import java.util.List;
import java.util.stream.Stream;

/**
 * A field of a form.
 *
 * @param name where its value stands in the JSON, with dots: {@code recipe.epochs}
 * @param hint a few words more, or ""
 * @param choices what a list offers; empty where it is typed
 * @param whenEmpty what it stands for when left empty; a list without has no such entry
 */
public record FormField(
        String name, String label, String hint, FieldKind kind, List<Choice> choices, String whenEmpty) {
    private static final List<String> FLAGS = List.of("true", "false");

    /**
     * An entry of a list.
     *
     * @param usable whether it may be chosen anew
     */
    public record Choice(String value, String text, boolean usable) {
        public Choice(String value, String text) {
            this(value, text, true);
        }

        static Choice of(String word) {
            return new Choice(word, word.equals("true") ? "yes" : word.equals("false") ? "no" : word);
        }
    }

    public FormField {
        choices = List.copyOf(choices);
    }

    /** @param defaultValue what it is when left empty, "" where that is not known */
    public static FormField typed(String name, String label, String hint, FieldKind kind, String defaultValue) {
        return new FormField(name, label, hint, kind, List.of(), defaultValue);
    }

    /** One of a few words, or its default. */
    public static FormField words(String name, String label, String hint, List<String> words, String defaultValue) {
        return chosen(name, label, hint, words.stream().map(Choice::of).toList(), "")
                .withDefault(defaultValue);
    }

    /** Yes or no, or its default. */
    public static FormField flag(String name, String label, String hint, String defaultValue) {
        List<Choice> choices = FLAGS.stream().map(Choice::of).toList();
        return new FormField(name, label, hint, FieldKind.FLAG, choices, "").withDefault(defaultValue);
    }

    /** @param whenEmpty the text of an entry without a value, "" for none */
    public static FormField chosen(String name, String label, String hint, List<Choice> choices, String whenEmpty) {
        return new FormField(name, label, hint, FieldKind.CHOICE, choices, whenEmpty);
    }

    public FormField withDefault(String value) {
        String text = choices.isEmpty()
                ? value
                : value.isEmpty() ? "default" : "default: " + Choice.of(value).text();
        return new FormField(name, label, hint, kind, choices, text);
    }

    /** The same in another place. */
    public FormField in(String prefix) {
        return new FormField(prefix + name, label, hint, kind, choices, whenEmpty);
    }

    /** With an entry for what was chosen, even where it does not exist (any more). */
    public FormField offering(String value) {
        return value.isEmpty()
                        || choices.stream().anyMatch(choice -> choice.value().equals(value))
                ? this
                : new FormField(
                        name,
                        label,
                        hint,
                        kind,
                        Stream.concat(choices.stream(), Stream.of(new Choice(value, value + " (not here)")))
                                .toList(),
                        whenEmpty);
    }

    public String id() {
        return name.replace('.', '-');
    }

    /** Whether it is a list to choose from. */
    public boolean listed() {
        return kind == FieldKind.CHOICE || kind == FieldKind.FLAG;
    }
}
