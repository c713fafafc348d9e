package io.bitgap.quantizer;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The quantizers by name: catalogue, checks, and the factory that the layers use. */
public final class Quantizers {
    private static final List<QuantizerFamily> FAMILIES =
            ServiceLoader.load(QuantizerFamily.class, Quantizers.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(QuantizerFamily::name))
                    .toList();

    private Quantizers() {}

    public static List<QuantizerDescription> catalogue() {
        return FAMILIES.stream().map(Quantizers::describe).toList();
    }

    /** Also knows short names: {@code google} is {@code google-int8}. */
    public static Optional<QuantizerDescription> find(String name) {
        return family(name).map(Quantizers::describe);
    }

    /** What is wrong with options for a quantizer that exists; pointers are relative to the options object. */
    public static List<FieldProblem> check(String name, Role role, Map<String, Object> options) {
        Map<String, Option> known = optionsOf(name, role).stream()
                .collect(Collectors.toMap(Option::name, o -> o, (a, b) -> a, LinkedHashMap::new));
        List<FieldProblem> problems = new ArrayList<>();
        options.forEach((key, value) -> {
            Option option = known.get(key);
            if (option == null) {
                String takes = known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known.keySet());
                problems.add(new FieldProblem(
                        FieldProblem.pointer("", key),
                        "unknown-option",
                        "%s has no option %s for %s; %s"
                                .formatted(name, key, role.name().toLowerCase(java.util.Locale.ROOT), takes)));
            } else {
                option.reject(value)
                        .ifPresent(message -> problems.add(
                                new FieldProblem(FieldProblem.pointer("", key), "invalid-option", message)));
            }
        });
        return problems;
    }

    /**
     * Makes a quantizer.
     *
     * @throws InvalidQuantizer for an unknown name, a role it does not have or a bad option
     */
    public static Quantizer of(QuantizerSpec spec) {
        QuantizerFamily family = family(spec.quantizer()).orElseThrow(() -> unknown(spec.quantizer()));
        List<FieldProblem> problems = check(family.name(), spec.role(), spec.options());
        if (!problems.isEmpty()) {
            FieldProblem first = problems.get(0);
            throw new InvalidQuantizer("/options" + first.pointer(), first.code(), first.message());
        }
        return family.create(spec, new OptionValues(spec.options(), optionsOf(family.name(), spec.role())));
    }

    private static List<Option> optionsOf(String name, Role role) {
        QuantizerFamily family = family(name).orElseThrow(() -> unknown(name));
        List<Option> options = family.options().get(role);
        if (options == null) {
            throw new InvalidQuantizer(
                    "/role",
                    "role-not-supported",
                    "%s does not quantize %s".formatted(name, role.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return options;
    }

    private static InvalidQuantizer unknown(String name) {
        return new InvalidQuantizer(
                "/quantizer",
                "unknown-quantizer",
                "there is no quantizer %s; there are %s"
                        .formatted(
                                name,
                                FAMILIES.stream().map(QuantizerFamily::name).collect(Collectors.joining(", "))));
    }

    private static Optional<QuantizerFamily> family(String name) {
        return FAMILIES.stream()
                .filter(f -> f.name().equals(name) || f.aliases().contains(name))
                .findFirst();
    }

    private static QuantizerDescription describe(QuantizerFamily family) {
        Map<Role, Map<String, Object>> schemas = new LinkedHashMap<>();
        Map<Role, List<String>> learned = new LinkedHashMap<>();
        family.options().forEach((role, options) -> {
            Map<String, Object> properties = new LinkedHashMap<>();
            options.forEach(option -> properties.put(option.name(), option.schema()));
            schemas.put(role, Map.of("type", "object", "additionalProperties", false, "properties", properties));
            Quantizer sample = family.create(
                    new QuantizerSpec(family.name(), role, 4, Map.of(), LevelConvention.BITS),
                    new OptionValues(Map.of(), options));
            learned.put(
                    role,
                    sample.parameters().stream()
                            .filter(QuantizerParameter::learned)
                            .map(QuantizerParameter::name)
                            .toList());
        });
        return new QuantizerDescription(
                family.name(),
                family.sentence(),
                family.formula(),
                family.whenToUse(),
                family.source(),
                schemas,
                learned);
    }
}
