package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class NonFiniteGradientGuardTests {
    private final NonFiniteGradientGuard guard = new NonFiniteGradientGuard();
    private final ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.feedForward(3))
            .addLayer("first", new DenseLayer.Builder().nOut(4).build(), "in")
            .addLayer("second", new DenseLayer.Builder().nOut(4).build(), "first")
            .addLayer(
                    "out",
                    new OutputLayer.Builder()
                            .nOut(2)
                            .activation(Activation.SOFTMAX)
                            .build(),
                    "second")
            .setOutputs("out")
            .build());

    @BeforeEach
    void trainASoundStep() {
        graph.init();
        graph.fit(new DataSet(Nd4j.ones(2, 3), Nd4j.eye(2)));
    }

    @Test
    void aFiniteGradientPasses() {
        assertThatCode(() -> guard.onGradientCalculation(graph)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void oneThatIsNotStopsTheStepWithTheNameOfItsLayer(float value) {
        spoil("first", value);
        assertThatThrownBy(() -> guard.onGradientCalculation(graph))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("the gradient of layer first is not a finite number at step 2 of the run;"
                        + " a lower learning rate or a warm-up may help");
    }

    /** Gradients flow backward, so the first layer's is spoilt by the second's. */
    @Test
    void theLayerThatSpoiltTheOthersIsNamed() {
        spoil("first", Float.NaN);
        spoil("second", Float.NaN);
        assertThatThrownBy(() -> guard.onGradientCalculation(graph)).hasMessageContaining("of layer second is");
    }

    private void spoil(String layer, float value) {
        graph.getLayer(layer).getGradientsViewArray().putScalar(0, value);
    }
}
