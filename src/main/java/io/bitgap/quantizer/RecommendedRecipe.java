package io.bitgap.quantizer;

import java.util.function.Predicate;

/**
 * The recipe that suits a quantizer.
 *
 * @param name as in {@code GET /recipes}
 * @param methods which methods it suits, in words: {@code google-int8 at 8 bits}
 * @param suits whether a method is one of them
 */
public record RecommendedRecipe(String name, String methods, Predicate<QuantizerUse> suits) {}
