package io.bitgap.comparison.significance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction: of twenty comparisons in which nothing differs, one would have p below 0.05 by chance.
 *
 * <p>With m p values in order, the k-th smallest becomes max over j <= k of min(1, (m - j + 1) p_(j)). Whoever takes what is below 0.05
 * then is wrong anywhere in the table in one of twenty tables at most.
 *
 * <p>Worked number: 0.01, 0.04 and 0.03 become 0.03, 0.06 and 0.06.
 *
 * <p>Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979.
 */
public final class Holm {
    private Holm() {}

    /** @return in the order of the given ones */
    public static List<Double> adjusted(List<Double> p) {
        List<Integer> ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        List<Double> adjusted = new ArrayList<>(p);
        double least = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int at = ascending.get(rank);
            least = Math.max(least, Math.min(1, (p.size() - rank) * p.get(at)));
            adjusted.set(at, least);
        }
        return adjusted;
    }
}
