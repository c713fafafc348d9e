package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.run.RunPurpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table: one for each method on each network and data set, in the order in which they are met.
 *
 * @param variants of each column, see {@link MeasuredCell#form}
 */
record TableColumns(List<Column> columns, List<String> variants) {
    private record Key(String network, String dataset, String method, String form) {
        String trained() {
            return network + " on " + dataset;
        }
    }

    String form(int column) {
        return variants.get(column);
    }

    static TableColumns of(List<MeasuredCell> measured) {
        Map<Key, @Nullable String> published = new LinkedHashMap<>();
        for (MeasuredCell cell : measured) {
            if (cell.purpose() == RunPurpose.QUANTIZED) {
                Key key = new Key(cell.key().network(), cell.key().dataset(), cell.method(), cell.form());
                published.putIfAbsent(key, cell.publishedAs());
            }
        }
        return of(published);
    }

    /** The methods of published numbers; fp32 stands in a row of its own. */
    static TableColumns cited(List<PublishedNumber> numbers) {
        Map<Key, @Nullable String> published = new LinkedHashMap<>();
        for (PublishedNumber number : numbers) {
            if (!number.fp32()) {
                published.put(new Key(number.network(), number.dataset(), number.method(), ""), number.method());
            }
        }
        return of(published);
    }

    private static TableColumns of(Map<Key, @Nullable String> published) {
        boolean several =
                published.keySet().stream().map(Key::trained).distinct().count() > 1;
        List<Column> columns = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        published.forEach((key, publishedAs) -> {
            String label = several ? key.method() + ", " + key.trained() : key.method();
            long before = labels.stream().filter(label::equals).count();
            labels.add(label);
            columns.add(new Column(
                    key.method(),
                    before == 0 ? label : label + " (" + (before + 1) + ")",
                    key.network(),
                    key.dataset(),
                    publishedAs));
        });
        return new TableColumns(
                List.copyOf(columns), published.keySet().stream().map(Key::form).toList());
    }
}
