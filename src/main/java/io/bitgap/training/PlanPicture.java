package io.bitgap.training;

import io.bitgap.graph.Attachment;
import io.bitgap.graph.GraphPicture;
import io.bitgap.network.ImageShape;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Draws the network of a plan before and after quantizers are attached. */
public final class PlanPicture {
    private static final int COLOUR_CHANNELS = 3;

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
     * @param classes number of classes
     * @param values numbers of trained quantizers, by node or layer and name; empty before training
     */
    public static String of(
            TrainingPlan plan, int height, int width, int classes, Part part, Map<String, Map<String, Double>> values) {
        ImageShape images = new ImageShape(height, width, COLOUR_CHANNELS);
        ComputationGraphConfiguration source = PlannedNetwork.source(plan, images, classes, 1);
        Attachment attached = PlannedNetwork.of(plan, images, classes, 1);
        return switch (part) {
            case SOURCE -> GraphPicture.source(source);
            case ATTACHED -> GraphPicture.attached(attached.configuration(), values);
            case BOTH -> GraphPicture.sideBySide(source, attached.configuration(), values);
        };
    }
}
