package io.bitgap.experiment.spec;

import io.bitgap.form.FieldKind;
import io.bitgap.json.JsonProblems;
import io.bitgap.training.BatchNormPolicy;
import io.bitgap.training.Recipe;
import io.bitgap.training.ScheduleKind;

/** Finds fields of a recipe that are right by themselves and wrong together. */
final class RecipeContradictions {
    static final String CODE = "contradiction";

    private RecipeContradictions() {}

    static void ofSchedule(Recipe recipe, String pointer, JsonProblems problems) {
        if (!recipe.decay().milestones().isEmpty() && recipe.schedule() != ScheduleKind.STEP) {
            problems.add(
                    pointer + "/milestones",
                    CODE,
                    "goes with \"schedule\": \"step\" only; use that, or leave the milestones out.");
        }
        if (recipe.decay().smallest() > 0 && recipe.schedule() == ScheduleKind.CONSTANT) {
            problems.add(
                    pointer + "/smallestLearningRate",
                    CODE,
                    "is what a schedule falls to, and \"constant\" does not fall; choose another schedule, or leave it out.");
        }
    }

    /** Of a recipe that folds batch norm by its own word; where the method decides, the rate is lowered with it. */
    static void ofFolding(Recipe recipe, String pointer, JsonProblems problems) {
        if (!BatchNormPolicy.survives(recipe)) {
            problems.add(
                    pointer + "/learningRate",
                    "destroys-network",
                    ("of %s with \"batchNorm\": \"fold-frozen\" destroys the network: without batch norm a step of the weights"
                                    + " moves the output by far more. Use %s, or up to 0.02 with gradientClip or warmupEpochs; or leave batchNorm to"
                                    + " the method, which lowers the rate with it.")
                            .formatted(
                                    FieldKind.plain(recipe.learningRate()),
                                    FieldKind.plain(BatchNormPolicy.FOLDED_RATE)));
        }
    }
}
