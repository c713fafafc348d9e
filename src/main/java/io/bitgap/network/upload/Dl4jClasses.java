package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The class names that an upload may contain, as words to compare with. */
final class Dl4jClasses {
    static final String CLASS = "@class";
    static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    static final String VERTICES = "org.deeplearning4j.nn.conf.graph.";
    static final String PREPROCESSORS = "org.deeplearning4j.nn.conf.preprocessor.";
    static final String ACTIVATIONS = "org.nd4j.linalg.activations.impl.";
    static final String LOSSES = "org.nd4j.linalg.lossfunctions.impl.";

    static final String SUPPORTED =
            "Supported are ConvolutionLayer, DenseLayer, BatchNormalization, SubsamplingLayer (MAX or "
                    + "AVG), GlobalPoolingLayer (MAX or AVG), ActivationLayer (ReLU or identity), ElementWiseVertex (Add) and one "
                    + "OutputLayer with softmax and MCXENT or NEGATIVELOGLIKELIHOOD; ReLU or identity behind convolutions and dense "
                    + "layers; no dropout.";

    /** How the user would have trained it; the experiment's recipe says how it is trained here. */
    private static final Set<String> TRAINING = Stream.of(
                    names(
                            "org.nd4j.linalg.learning.config.",
                            "AMSGrad AdaBelief AdaDelta AdaGrad AdaMax Adam Nadam " + "Nesterovs NoOp RmsProp Sgd"),
                    names("org.nd4j.linalg.learning.regularization.", "L1Regularization L2Regularization WeightDecay"),
                    names(
                            "org.nd4j.linalg.schedule.",
                            "CycleSchedule ExponentialSchedule FixedSchedule InverseSchedule "
                                    + "MapSchedule PolySchedule RampSchedule SigmoidSchedule StepSchedule"),
                    names(
                            "org.deeplearning4j.nn.weights.",
                            "WeightInitConstant WeightInitDistribution "
                                    + "WeightInitIdentity WeightInitLecunUniform WeightInitNormal WeightInitRelu "
                                    + "WeightInitReluUniform WeightInitSigmoidUniform WeightInitUniform "
                                    + "WeightInitVarScalingNormalFanAvg WeightInitVarScalingNormalFanIn "
                                    + "WeightInitVarScalingNormalFanOut WeightInitVarScalingUniformFanAvg "
                                    + "WeightInitVarScalingUniformFanIn WeightInitVarScalingUniformFanOut WeightInitXavier "
                                    + "WeightInitXavierLegacy WeightInitXavierUniform"),
                    names(
                            "org.deeplearning4j.nn.conf.distribution.",
                            "BinomialDistribution ConstantDistribution "
                                    + "GaussianDistribution LogNormalDistribution NormalDistribution OrthogonalDistribution "
                                    + "TruncatedNormalDistribution UniformDistribution"),
                    names(
                            "org.deeplearning4j.nn.conf.stepfunctions.",
                            "DefaultStepFunction GradientStepFunction "
                                    + "NegativeDefaultStepFunction NegativeGradientStepFunction"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private Dl4jClasses() {}

    private static Set<String> names(String prefix, String simple) {
        return Stream.of(simple.split(" ")).map(name -> prefix + name).collect(Collectors.toUnmodifiableSet());
    }

    /** Values that are not read may still name classes: only those of DL4J's own training settings. */
    static void checkUnread(JsonCursor place, JsonProblems problems) {
        if (place.node().isArray()) {
            for (int index = 0; index < place.node().size(); index++) {
                checkUnread(place.at(index), problems);
            }
        } else if (place.node().isObject()) {
            JsonCursor name = place.at(CLASS);
            if (!name.node().isMissingNode()
                    && !(name.node().isString() && TRAINING.contains(name.node().stringValue()))) {
                problems.add(
                        name.pointer(),
                        "unknown-class",
                        name.pointer() + " names the class " + name.quote()
                                + ", which is no training setting of DL4J.");
            }
            for (Map.Entry<String, JsonNode> field : place.node().properties()) {
                checkUnread(place.at(field.getKey()), problems);
            }
        }
    }
}
