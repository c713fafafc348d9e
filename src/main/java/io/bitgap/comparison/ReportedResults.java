package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.run.PlannedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the published results for a cell: for exactly its network on exactly its data set. */
public final class ReportedResults {
    private final List<PublishedNumber> numbers;

    /** @param numbers in the order of the list of published numbers */
    public ReportedResults(List<PublishedNumber> numbers) {
        this.numbers = numbers.stream()
                .sorted(Comparator.comparing((PublishedNumber number) -> number.fromPaper() ? 0 : 1))
                .toList();
    }

    boolean anythingOn(String network, String dataset) {
        return numbers.stream()
                .anyMatch(number ->
                        number.network().equals(network) && number.dataset().equals(dataset));
    }

    /** @param column whose {@code publishedAs} is what numbers are found by */
    public ReportedResult of(Column column, int weightBits, int activationBits) {
        return first(of(column)
                .filter(number -> number.weightBits() == weightBits && number.activationBits() == activationBits)
                .toList());
    }

    /** The fp32 numbers that stand beside this method's quantized ones. */
    ReportedResult fp32(Column column) {
        return first(of(column)
                .filter(number -> !number.fp32())
                .flatMap(number -> reference(number).stream())
                .distinct()
                .toList());
    }

    private Stream<PublishedNumber> of(Column column) {
        return numbers.stream()
                .filter(number -> number.method().equals(column.publishedAs())
                        && number.network().equals(column.network())
                        && number.dataset().equals(column.dataset()));
    }

    /**
     * The fp32 number that a quantized one is to be compared with: same collection, source and kind; the one of its own
     * column where the source gives one.
     *
     * <p>PACT at 4 bits, ResNet-20 on CIFAR-10: the paper has fp32 0.916 and 0.913, a gap of 0.003; mx_quant_op has 0.920
     * and 0.918, a gap of 0.002.
     */
    private Optional<PublishedNumber> reference(PublishedNumber quantized) {
        List<PublishedNumber> beside = numbers.stream()
                .filter(number -> number.fp32() && number.besides(quantized))
                .toList();
        return beside.stream()
                .filter(number -> number.method().equals(quantized.method()))
                .findFirst()
                .or(() -> beside.stream()
                        .filter(number -> number.method().equals(PlannedRun.BASELINE))
                        .findFirst());
    }

    private ReportedResult first(List<PublishedNumber> found) {
        if (found.isEmpty()) {
            return ReportedResult.NONE;
        }
        List<ReportedResult> others = new ArrayList<>();
        for (PublishedNumber other : found.subList(1, found.size())) {
            ReportedResult result = ReportedResult.of(other, gap(other), List.of());
            if (!repeats(found.get(0), other) && others.stream().noneMatch(known -> same(known, result))) {
                others.add(result);
            }
        }
        return ReportedResult.of(found.get(0), gap(found.get(0)), others);
    }

    private @Nullable Double gap(PublishedNumber number) {
        if (number.fp32()) {
            return null;
        }
        return reference(number).map(fp32 -> fp32.top1() - number.top1()).orElse(null);
    }

    /** One source often gives the same number in two of its tables. */
    private static boolean repeats(PublishedNumber one, PublishedNumber other) {
        return one.source().equals(other.source()) && one.kind().equals(other.kind()) && one.top1() == other.top1();
    }

    private static boolean same(ReportedResult one, ReportedResult other) {
        return Objects.equals(one.source(), other.source())
                && Objects.equals(one.kind(), other.kind())
                && Objects.equals(one.top1(), other.top1());
    }
}
