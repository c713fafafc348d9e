package io.bitgap.comparison.answers;

import io.bitgap.comparison.significance.McNemar;
import io.bitgap.training.TestAnswers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What several runs said about their test images.
 *
 * @param answers of those that have said anything
 */
public record AnswersOfRuns(Map<UUID, TestAnswers> answers) {
    public AnswersOfRuns {
        answers = Map.copyOf(answers);
    }

    /** Image by image; empty where one of the two has said nothing, or not about the same images. */
    public Optional<McNemar> between(UUID reference, UUID run) {
        return of(reference)
                .flatMap(before ->
                        of(run).filter(now -> McNemar.comparable(before, now)).map(now -> McNemar.of(before, now)));
    }

    private Optional<TestAnswers> of(UUID run) {
        return Optional.ofNullable(answers.get(run));
    }
}
