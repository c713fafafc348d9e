package io.bitgap.training;

import io.bitgap.form.FieldKind;
import io.bitgap.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A field of a recipe: what reads it, describes it, writes it and shows it is made from this.
 *
 * @param name in JSON; a dot where it is a field of an object
 * @param label what people call it, as within a sentence
 * @param hint a few words more, or ""
 * @param values what it may be
 * @param get its value, empty where the recipe leaves it open
 * @param set the recipe with another value, of the type that {@code get} gives
 */
public record RecipeField(
        String name,
        String label,
        String hint,
        Values values,
        Function<Recipe, Optional<Object>> get,
        BiFunction<Recipe, Object, Recipe> set) {
    public static final int MAX_EPOCHS = 1000;
    static final double MAX_LEARNING_RATE = 10;
    /** No bound of any other recipe is above its bounds. */
    private static final Recipe LONGEST = Recipe.fineTuning().epochs(MAX_EPOCHS).learningRate(MAX_LEARNING_RATE);

    /** The object of the JSON that it is a field of, "" where it is one of the recipe itself. */
    public String object() {
        return name.contains(".") ? first() : "";
    }

    /** Of its name, what stands in the recipe itself. */
    public String first() {
        return name.split("\\.")[0];
    }

    /** Of its name, what stands in its object. */
    public String last() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The label at the beginning of a line. */
    public String title() {
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }

    /** A value of it among those of other fields: {@code 4 epochs}, {@code learning rate 0.04}. */
    public String text(Object value) {
        String text = FieldKind.plain(value instanceof Enum<?> word ? JsonText.of(word) : value);
        boolean counted = label.equals("epochs");
        return counted ? text + (text.equals("1") ? " epoch" : " epochs") : label + " " + text;
    }

    /** What a field may be. */
    public sealed interface Values {}

    /**
     * A whole number.
     *
     * @param limit the most, by the epochs of the recipe
     */
    public record Whole(int least, ToIntFunction<Recipe> limit) implements Values {
        /** The most in any recipe. */
        public int most() {
            return limit.applyAsInt(LONGEST);
        }
    }

    /**
     * A number.
     *
     * @param including whether it may be the least itself
     * @param limit the most, by the epochs of the recipe
     */
    public record Decimal(double least, boolean including, ToDoubleFunction<Recipe> limit) implements Values {
        /** The most in any recipe. */
        public double most() {
            return limit.applyAsDouble(LONGEST);
        }
    }

    /**
     * Whole numbers, each larger than the one before; none is allowed.
     *
     * @param limit the most of each, by the epochs of the recipe
     */
    public record Rising(int least, ToIntFunction<Recipe> limit) implements Values {
        /** The most in any recipe. */
        public int most() {
            return limit.applyAsInt(LONGEST);
        }
    }

    /** Yes or no. */
    public record Flag() implements Values {}

    /** One of some constants. */
    public record Word(List<Enum<?>> words) implements Values {}

    static RecipeField of(
            String name,
            String label,
            String hint,
            Whole values,
            ToIntFunction<Recipe> get,
            BiFunction<Recipe, Integer, Recipe> set) {
        return new RecipeField(
                name,
                label,
                hint,
                values,
                recipe -> Optional.of(get.applyAsInt(recipe)),
                (recipe, value) -> set.apply(recipe, (Integer) value));
    }

    static RecipeField of(
            String name,
            String label,
            String hint,
            Decimal values,
            ToDoubleFunction<Recipe> get,
            BiFunction<Recipe, Double, Recipe> set) {
        return new RecipeField(
                name,
                label,
                hint,
                values,
                recipe -> Optional.of(get.applyAsDouble(recipe)),
                (recipe, value) -> set.apply(recipe, (Double) value));
    }

    /** Epochs, each later than the one before. */
    static RecipeField epochs(
            String name,
            String label,
            String hint,
            Function<Recipe, List<Integer>> get,
            BiFunction<Recipe, List<Integer>, Recipe> set) {
        return new RecipeField(
                name,
                label,
                hint,
                new Rising(1, recipe -> recipe.epochs() - 1),
                recipe -> Optional.of(get.apply(recipe)),
                (recipe, value) -> set.apply(
                        recipe,
                        ((List<?>) value).stream().map(Integer.class::cast).toList()));
    }

    static RecipeField flag(
            String name,
            String label,
            String hint,
            Function<Recipe, Boolean> get,
            BiFunction<Recipe, Boolean, Recipe> set) {
        return new RecipeField(
                name,
                label,
                hint,
                new Flag(),
                recipe -> Optional.of(get.apply(recipe)),
                (recipe, value) -> set.apply(recipe, (Boolean) value));
    }

    static <E extends Enum<E>> RecipeField word(
            String name,
            String label,
            String hint,
            Class<E> words,
            Function<Recipe, @Nullable E> get,
            BiFunction<Recipe, E, Recipe> set) {
        return new RecipeField(
                name,
                label,
                hint,
                new Word(List.of(words.getEnumConstants())),
                recipe -> Optional.ofNullable(get.apply(recipe)),
                (recipe, value) -> set.apply(recipe, words.cast(value)));
    }
}
