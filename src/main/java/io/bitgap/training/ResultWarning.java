package io.bitgap.training;

/**
 * Says why the result of an epoch is worth nothing although training went through.
 *
 * @param code {@code chance}, {@code one-class}, {@code loss-not-falling}, {@code loss-doubled} or {@code worse-than-start}; {@code baseline} and {@code control}
 *     are what a run has whose fp32 run or control has one, {@code too-good} what a cell of a table has
 * @param message what was found and what to change, in sentences
 */
public record ResultWarning(String code, String message) {}
