package io.bitgap.comparison.answers;

import io.bitgap.training.TestAnswers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many images of a class are taken for which; of a thousand classes most pairs never come.
 *
 * @param counts of the pairs that do
 */
record ConfusionCounts(Map<Pair, Integer> counts) {
    record Pair(int label, int predicted) {}

    static ConfusionCounts of(TestAnswers answers) {
        Map<Pair, Integer> counts = new HashMap<>();
        for (int image = 0; image < answers.size(); image++) {
            Pair pair = new Pair(
                    answers.split().labels().of(image), answers.predicted().of(image));
            counts.merge(pair, 1, Integer::sum);
        }
        return new ConfusionCounts(counts);
    }

    int of(int label, int predicted) {
        return counts.getOrDefault(new Pair(label, predicted), 0);
    }

    /** Of a class. */
    int images(int label) {
        return sum(pair -> pair.label() == label);
    }

    /** That are taken for a class. */
    int predicted(int label) {
        return sum(pair -> pair.predicted() == label);
    }

    private int sum(Predicate<Pair> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Pairs of two classes, the most frequent first. */
    Stream<Pair> mixedUp() {
        return counts.keySet().stream()
                .filter(pair -> pair.label() != pair.predicted())
                .sorted(Comparator.<Pair>comparingInt(counts::get)
                        .reversed()
                        .thenComparingInt(Pair::label)
                        .thenComparingInt(Pair::predicted));
    }

    List<List<Integer>> matrix(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, classes)
                        .mapToObj(predicted -> of(label, predicted))
                        .toList())
                .toList();
    }
}
