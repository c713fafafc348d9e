package io.bitgap.quantizer;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
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

    /** In the order of their names. */
    public static List<QuantizerFamily> families() {
        return FAMILIES;
    }

    /** Also knows short names. */
    public static Optional<QuantizerFamily> family(String name) {
        return FAMILIES.stream()
                .filter(family -> family.name().equals(name) || family.aliases().contains(name))
                .findFirst();
    }

    /** Also knows short names. */
    public static Optional<QuantizerDescription> find(String name) {
        return family(name).map(Quantizers::describe);
    }

    /** The name in place of a short one; any other word stays. */
    public static String canonical(String name) {
        return family(name).map(QuantizerFamily::name).orElse(name);
    }

    /** The short name where there is one. */
    static String brief(String name) {
        return family(name).stream()
                .flatMap(family -> family.aliases().stream())
                .findFirst()
                .orElse(name);
    }

    /** Names of those that have all of these roles. */
    public static List<String> with(Role... roles) {
        return FAMILIES.stream()
                .filter(family -> family.options().keySet().containsAll(List.of(roles)))
                .map(QuantizerFamily::name)
                .toList();
    }

    /** The one that forms suggest for a role. */
    public static String suggested(Role role) {
        return only(family -> family.suggestedFor().contains(role));
    }

    /** The one that first and last layers get at 8 bits. */
    public static String ofEdges() {
        return only(QuantizerFamily::quantizesEdges);
    }

    /** The one that takes the place of others, see {@link QuantizerFamily#standsIn}. */
    public static String standIn() {
        return only(QuantizerFamily::standsIn);
    }

    private static String only(Predicate<QuantizerFamily> which) {
        return FAMILIES.stream()
                .filter(which)
                .map(QuantizerFamily::name)
                .findFirst()
                .orElseThrow();
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
                        "%s has no option %s for %s; %s".formatted(name, key, role.word(), takes)));
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

    /** The options of a quantizer that exists and has the role. */
    public static List<Option> optionsOf(String name, Role role) {
        QuantizerFamily family = family(name).orElseThrow(() -> unknown(name));
        List<Option> options = family.options().get(role);
        if (options == null) {
            throw new InvalidQuantizer(
                    "/role", "role-not-supported", "%s does not quantize %s".formatted(name, role.word()));
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
