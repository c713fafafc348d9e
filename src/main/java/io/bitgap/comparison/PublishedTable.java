package io.bitgap.comparison;

import io.bitgap.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of published numbers alone. The origin's three are there from the first start; their numbers come from the list
 * of published ones, with their sources.
 *
 * @param name in its address
 * @param collection the {@code table} of the numbers in it
 * @param dataset null for all of them
 * @param sides what stands under a column
 */
public record PublishedTable(
        String name,
        String title,
        TableStyle style,
        String collection,
        @Nullable String dataset,
        List<ResultOrigin> sides) {
    public PublishedTable {
        sides = List.copyOf(sides);
    }

    /** The origin's: PACT as published and as reproduced, and its methods side by side on two networks. */
    public static final List<PublishedTable> ALL = List.of(
            new PublishedTable(
                    "pact",
                    "PACT, as published and as mx_quant_op reproduced it",
                    TableStyle.PAPER_VS_OURS,
                    "pact",
                    null,
                    List.of(ResultOrigin.PAPER, ResultOrigin.REPRODUCTION)),
            new PublishedTable(
                    "methods-cifar10",
                    "The methods of mx_quant_op on CIFAR-10",
                    TableStyle.METHODS,
                    "methods",
                    "cifar10",
                    List.of(ResultOrigin.REPRODUCTION)),
            new PublishedTable(
                    "methods-imagenet",
                    "The methods of mx_quant_op on ImageNet",
                    TableStyle.METHODS,
                    "methods",
                    "imagenet",
                    List.of(ResultOrigin.REPRODUCTION)));

    /** @throws Problem (404) if there is none of that name */
    public static PublishedTable named(String name) {
        return ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-table",
                        "There is no table \"" + name + "\"; there are "
                                + String.join(
                                        ", ",
                                        ALL.stream().map(PublishedTable::name).toList()) + "."));
    }

    boolean has(PublishedNumber number) {
        return number.collection().equals(collection)
                && (dataset == null || number.dataset().equals(dataset));
    }
}
