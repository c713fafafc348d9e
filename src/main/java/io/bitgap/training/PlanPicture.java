package io.bitgap.training;

import io.bitgap.graph.Attachment;
import io.bitgap.graph.GraphPicture;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Draws the network of a plan before and after quantizers are attached. */
public final class PlanPicture {
    private PlanPicture() {}

    /** Which pictures. */
    public enum Part {
        SOURCE,
        ATTACHED,
        /** Side by side. */
        BOTH
    }

    /**
     * An SVG.
     *
     * @param values numbers of trained quantizers, by node or layer and name; empty before training
     */
    public static String of(TrainingPlan plan, Part part, Map<String, Map<String, Double>> values) {
        ComputationGraphConfiguration source = PlannedNetwork.source(plan);
        Attachment attached = PlannedNetwork.of(plan);
        return switch (part) {
            case SOURCE -> GraphPicture.source(source);
            case ATTACHED -> GraphPicture.attached(attached.configuration(), values);
            case BOTH -> GraphPicture.sideBySide(source, attached.configuration(), values);
        };
    }
}
