package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.training.BitWidths;
import io.bitgap.training.ImagesPlan;
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
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_SEEDS = 100;
    /** The largest whole number that every JSON reader keeps exact. */
    private static final long MAX_SEED = (1L << 53) - 1;

    private static final int MAX_EXAMPLES = 10_000_000;
    private static final String[] LIMITS = {"trainExamples", "testExamples", "validationExamples"};
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
        "control",
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
        JsonProblems problems = new JsonProblems();
        Optional<ExperimentSpec> spec =
                JsonObjectReader.of(document, "", problems, FIELDS).map(this::spec);
        return new Reading(spec.filter(complete -> problems.none()), problems.found());
    }

    /** With placeholders where a field is wrong; then it is never given out. */
    private ExperimentSpec spec(JsonObjectReader fields) {
        JsonProblems problems = fields.problems();
        String name = fields.required("name", "give the experiment one")
                .flatMap(node -> fields.text("name", MAX_NAME_LENGTH))
                .orElse("");
        String network = name(fields, "network", catalogues.networks());
        String dataset = dataset(fields);
        Recipe baseline = fields.node("baseline")
                .map(node -> new RecipeReader(problems).readBaseline(node, fields.pointer("baseline")))
                .orElseGet(Recipes::defaultBaseline);
        RecipeChoiceReader recipes = new RecipeChoiceReader(problems, baseline);
        List<MethodSpec> methods = fields.required("methods", "list at least one, e.g. [\"pact\"]")
                .map(node -> new MethodReader(problems, recipes).read(node, fields.pointer("methods")))
                .orElse(List.of());
        List<BitWidths> bits = fields.required("bits", "list at least one setting, e.g. [\"4\"]")
                .map(node -> new BitsReader(problems).read(node, fields.pointer("bits")))
                .orElse(List.of());
        List<Long> seeds = seeds(fields);
        RecipeChoice recipe = fields.node("recipe")
                .map(node -> recipes.read(node, fields.pointer("recipe")))
                .orElseGet(RecipeChoiceReader::defaultChoice);
        ExperimentSpec spec = new ExperimentSpec(
                name,
                network,
                dataset,
                catalogues.images(dataset).orElse(ImagesPlan.NONE),
                methods,
                bits,
                seeds,
                baseline,
                recipe,
                attach(fields, recipe),
                limits(fields, dataset),
                fields.flag("control", true),
                fields.choice("levelConvention", LEVELS).orElse(LevelConvention.BITS),
                fields.integer("priority", 0, -1000, 1000),
                catalogues.networkDefinition(network).orElse(null));
        new GridCheck(problems).check(spec);
        return spec;
    }

    private String name(JsonObjectReader fields, String field, List<String> known) {
        Optional<String> name = fields.required(field, "name one of " + JsonText.list(known))
                .flatMap(node -> fields.text(field, MAX_NAME_LENGTH));
        if (name.isPresent() && !known.contains(name.get())) {
            fields.problems()
                    .add(
                            fields.pointer(field),
                            "unknown-" + field,
                            "There is no " + field + " " + JsonText.quote(name.get()) + "; there are "
                                    + JsonText.list(known) + ".");
        }
        return name.orElse("");
    }

    private String dataset(JsonObjectReader fields) {
        Optional<String> broken = fields.node("dataset")
                .filter(JsonNode::isString)
                .flatMap(node -> catalogues.datasetProblem(node.stringValue().strip()));
        if (broken.isPresent()) {
            fields.problems().add(fields.pointer("dataset"), "broken-dataset", broken.get());
            return "";
        }
        return name(fields, "dataset", catalogues.datasets());
    }

    private static List<Long> seeds(JsonObjectReader fields) {
        Optional<JsonNode> node = fields.node("seeds");
        if (node.isEmpty()) {
            return List.of(1L);
        }
        Set<Long> seeds = new LinkedHashSet<>();
        int index = 0;
        JsonProblems problems = fields.problems();
        for (JsonNode element : JsonObjectReader.array(node.get(), fields.pointer("seeds"), MAX_SEEDS, problems)) {
            String place = fields.pointer("seeds") + "/" + index++;
            JsonObjectReader.integer(element, place, 0, MAX_SEED, problems).ifPresent(seed -> {
                if (!seeds.add(seed)) {
                    problems.add(place, "duplicate-seed", "The seed " + seed + " is there twice; leave one out.");
                }
            });
        }
        return new ArrayList<>(seeds);
    }

    private static AttachSpec attach(JsonObjectReader fields, RecipeChoice recipe) {
        return fields.node("attach")
                .map(node -> new AttachReader(fields.problems()).read(node, fields.pointer("attach")))
                .orElse(recipe.attach());
    }

    private Limits limits(JsonObjectReader fields, String dataset) {
        int held = Math.max(1, catalogues.trainExamples(dataset).orElse(MAX_EXAMPLES) - 1);
        return fields.node("limits")
                .flatMap(node -> JsonObjectReader.of(node, fields.pointer("limits"), fields.problems(), LIMITS))
                .map(limits -> new Limits(
                        limits.integer("trainExamples", 0, 1, MAX_EXAMPLES),
                        limits.integer("testExamples", 0, 1, MAX_EXAMPLES),
                        limits.integer("validationExamples", 0, 1, held)))
                .orElse(Limits.NONE);
    }
}
