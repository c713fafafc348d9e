package io.bitgap.training;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;

/** What looks at a step's gradient before it reaches the weights, in this order. */
final class GradientListeners {
    private GradientListeners() {}

    static List<TrainingListener> of(ComputationGraph graph, Recipe recipe) {
        double norm = recipe.regularizers().gradientClip();
        NonFiniteGradientGuard guard = new NonFiniteGradientGuard();
        return norm > 0 ? List.of(guard, new GradientClipping(graph, norm)) : List.of(guard);
    }
}
