package io.bitgap.experiment.form;

import io.bitgap.form.FieldKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The columns of the form's grid: which there are, in which order, and which of them are the bits of the experiment. */
final class BitWidthColumns {
    static final List<String> OFFERED = List.of("8", "4", "3", "2");
    private static final Pattern SETTING = Pattern.compile("w?(\\d{1,3})(?:a(\\d{1,3}))?");
    private static final Comparator<String> WIDEST_FIRST =
            Comparator.comparing(BitWidthColumns::width).reversed();

    private BitWidthColumns() {}

    /** What most rows have, the first such where several do; methods with others say so themselves. */
    static List<String> mostCommon(List<MethodRow> rows) {
        Map<List<String>, Long> counts = rows.stream()
                .map(MethodRow::bits)
                .filter(bits -> !bits.isEmpty())
                .collect(Collectors.groupingBy(bits -> bits, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .map(Map.Entry::getKey)
                .orElse(List.of());
    }

    /** The offered ones, those that there are and more, from wide to narrow unless somebody ordered them otherwise. */
    static List<String> columns(List<String> there, List<String> more) {
        List<String> sorted = new ArrayList<>(there);
        sorted.sort(WIDEST_FIRST);
        Set<String> columns = new LinkedHashSet<>(there);
        columns.addAll(more);
        columns.addAll(OFFERED);
        List<String> all = new ArrayList<>(columns);
        if (sorted.equals(there)) {
            all.sort(WIDEST_FIRST);
        }
        return all;
    }

    /** Whether ticks can say it: at least one setting, none twice. */
    static boolean canTick(JsonNode bits) {
        return bits.isArray() && !bits.isEmpty() && texts(bits).size() == bits.size();
    }

    /** Settings as the grid names them. */
    static List<String> texts(JsonNode bits) {
        Set<String> texts = new LinkedHashSet<>();
        bits.forEach(setting -> texts.add(text(setting)));
        return List.copyOf(texts);
    }

    private static String text(JsonNode setting) {
        JsonNode weights = setting.path("weights");
        JsonNode activations = setting.path("activations");
        if (setting.size() == 2 && weights.isNumber() && activations.isNumber()) {
            String w = FieldKind.scalar(weights);
            String a = FieldKind.scalar(activations);
            return w.equals(a) ? w : "w" + w + "a" + a;
        }
        return FieldKind.scalar(setting);
    }

    private static int width(String setting) {
        Matcher bits = SETTING.matcher(setting);
        if (!bits.matches()) {
            return 0;
        }
        int weights = Integer.parseInt(bits.group(1));
        return weights + (bits.group(2) == null ? weights : Integer.parseInt(bits.group(2)));
    }
}
