package io.bitgap.training;

import io.bitgap.graph.InferenceNetwork;
import io.bitgap.layer.Classifier;
import io.bitgap.layer.SoftTargets;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** The fp32 baseline, which tells a network in training what it thinks of each batch, augmented as that sees it. */
final class Teacher implements TrainingAid {
    private final ComputationGraph pupil;
    private final Distillation distillation;
    private final InferenceNetwork baseline;

    Teacher(ComputationGraph pupil, Distillation distillation, ComputationGraph baseline) {
        this.pupil = pupil;
        this.distillation = distillation;
        this.baseline = InferenceNetwork.ofLogits(baseline);
    }

    @Override
    public void beforeStep(DataSet batch) {
        ((Classifier) pupil.getOutputLayer(0))
                .learnFrom(new SoftTargets(
                        baseline.output(batch.getFeatures()), distillation.temperature(), distillation.share()));
    }
}
