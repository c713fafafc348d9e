package io.bitgap.comparison;

import io.bitgap.comparison.MeasuredCell.CellKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Distinguishes methods that share a label and options but were trained differently: a recipe that changed under its name, or
 * another chain of bit widths. Experiments share a form if they agree on every setting that both of them have.
 */
final class MethodVariants {
    /** One method of one experiment. */
    record Owner(CellKey key, String method, String form, UUID experiment) {}

    private record Method(CellKey key, String method, String form) {}

    private final Map<Owner, Map<String, String>> conditions = new LinkedHashMap<>();
    private final Map<Owner, String> forms = new HashMap<>();

    /** @param conditions what else the owner's runs at this setting were trained with */
    void met(Owner owner, String setting, String conditions) {
        this.conditions.computeIfAbsent(owner, any -> new HashMap<>()).put(setting, conditions);
    }

    /** The form of its column; the first one has that of the options alone. */
    String of(Owner owner) {
        if (forms.isEmpty()) {
            divide();
        }
        return String.valueOf(forms.get(owner));
    }

    private void divide() {
        Map<Method, List<Map<String, String>>> known = new HashMap<>();
        conditions.forEach((owner, own) -> {
            List<Map<String, String>> variants = known.computeIfAbsent(
                    new Method(owner.key(), owner.method(), owner.form()), any -> new ArrayList<>());
            int variant = 0;
            while (variant < variants.size() && !agree(variants.get(variant), own)) {
                variant++;
            }
            if (variant == variants.size()) {
                variants.add(new HashMap<>());
            }
            variants.get(variant).putAll(own);
            forms.put(owner, variant == 0 ? owner.form() : owner.form() + "/" + variant);
        });
    }

    private static boolean agree(Map<String, String> one, Map<String, String> other) {
        return other.entrySet().stream()
                .allMatch(entry ->
                        one.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
    }
}
