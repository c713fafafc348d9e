package io.bitgap.experiment.spec;

import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.training.Limits;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a submitted experiment. */
@Component
public class SpecReader {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_SEEDS = 100;
    /** The largest whole number that every JSON reader keeps exact. */
    private static final long LARGEST_SEED = (1L << 53) - 1;

    private static final int MOST_EXAMPLES = 10_000_000;
    private static final String[] FIELDS = {
        "name",
        "network",
        "dataset",
        "methods",
        "bits",
        "seeds",
        "baseline",
        "recipe",
        "attach",
        "limits",
        "levelConvention",
        "priority"
    };
    private static final Map<String, LevelConvention> LEVELS =
            new TreeMap<>(Map.of("bits", LevelConvention.BITS, "origin", LevelConvention.ORIGIN));

    private final Catalogues catalogues;

    SpecReader(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    /** What was read: a spec, or what is wrong with it. */
    public record Reading(Optional<ExperimentSpec> spec, List<FieldProblem> problems) {}

    public Reading read(JsonNode document) {
        Problems problems = new Problems();
        Optional<ExperimentSpec> spec =
                Fields.of(document, "", problems, FIELDS).map(this::spec);
        return new Reading(spec.filter(complete -> problems.none()), problems.found());
    }

    /** With placeholders where a field is wrong; then it is never given out. */
    private ExperimentSpec spec(Fields fields) {
        Problems problems = fields.problems();
        String name = fields.required("name", "give the experiment one")
                .flatMap(node -> fields.text("name", LONGEST_NAME))
                .orElse("");
        String network = name(fields, "network", catalogues.networks());
        String dataset = dataset(fields);
        Recipe baseline = fields.node("baseline")
                .map(node -> new RecipeReader(problems).readBaseline(node, fields.pointer("baseline")))
                .orElseGet(Recipes::defaultBaseline);
        RecipeChoiceReader recipes = new RecipeChoiceReader(catalogues, problems, baseline);
        List<MethodSpec> methods = fields.required("methods", "list at least one, e.g. [\"pact\"]")
                .map(node -> new MethodReader(catalogues, problems, recipes).read(node, fields.pointer("methods")))
                .orElse(List.of());
        List<BitSetting> bits = fields.required("bits", "list at least one setting, e.g. [\"4\"]")
                .map(node -> new BitsReader(problems).read(node, fields.pointer("bits")))
                .orElse(List.of());
        List<Long> seeds = seeds(fields);
        ExperimentSpec spec = new ExperimentSpec(
                name,
                network,
                dataset,
                methods,
                bits,
                seeds,
                baseline,
                fields.node("recipe")
                        .map(node -> recipes.read(node, fields.pointer("recipe")))
                        .orElseGet(RecipeChoiceReader::usual),
                attach(fields),
                limits(fields),
                fields.choice("levelConvention", LEVELS).orElse(LevelConvention.BITS),
                fields.integer("priority", 0, -1000, 1000),
                catalogues.networkDefinition(network).orElse(null));
        new GridCheck(problems).check(spec);
        return spec;
    }

    private String name(Fields fields, String field, List<String> known) {
        Optional<String> name = fields.required(field, "name one of " + Words.list(known))
                .flatMap(node -> fields.text(field, LONGEST_NAME));
        if (name.isPresent() && !known.contains(name.get())) {
            fields.problems()
                    .add(
                            fields.pointer(field),
                            "unknown-" + field,
                            "There is no " + field + " " + Words.quote(name.get()) + "; there are " + Words.list(known)
                                    + ".");
        }
        return name.orElse("");
    }

    private String dataset(Fields fields) {
        Optional<String> broken = fields.node("dataset")
                .filter(JsonNode::isString)
                .flatMap(node -> catalogues.datasetProblem(node.stringValue().strip()));
        if (broken.isPresent()) {
            fields.problems().add(fields.pointer("dataset"), "broken-dataset", broken.get());
            return "";
        }
        return name(fields, "dataset", catalogues.datasets());
    }

    private static List<Long> seeds(Fields fields) {
        Optional<JsonNode> node = fields.node("seeds");
        if (node.isEmpty()) {
            return List.of(1L);
        }
        Set<Long> seeds = new LinkedHashSet<>();
        int index = 0;
        Problems problems = fields.problems();
        for (JsonNode element : Fields.array(node.get(), fields.pointer("seeds"), MOST_SEEDS, problems)) {
            String place = fields.pointer("seeds") + "/" + index++;
            Fields.integer(element, place, 0, LARGEST_SEED, problems).ifPresent(seed -> {
                if (!seeds.add(seed)) {
                    problems.add(place, "duplicate-seed", "The seed " + seed + " is there twice; leave one out.");
                }
            });
        }
        return new ArrayList<>(seeds);
    }

    private AttachSpec attach(Fields fields) {
        return fields.node("attach")
                .map(node -> new AttachReader(catalogues, fields.problems()).read(node, fields.pointer("attach")))
                .orElse(AttachSpec.USUAL);
    }

    private static Limits limits(Fields fields) {
        return fields.node("limits")
                .flatMap(node ->
                        Fields.of(node, fields.pointer("limits"), fields.problems(), "trainExamples", "testExamples"))
                .map(limits -> new Limits(
                        limits.integer("trainExamples", 0, 0, MOST_EXAMPLES),
                        limits.integer("testExamples", 0, 0, MOST_EXAMPLES)))
                .orElse(Limits.NONE);
    }
}
