package io.bitgap.layer.runtime;

import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.layer.kernel.Kernels;
import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link Quantize} node: calibrates or follows the data in training, applies the map, sums the gradients. */
public class QuantizeRuntime extends BaseLayer<Quantize> implements QuantizerRuntime {
    private static final long serialVersionUID = 1L;

    private final transient ActivationQuantizer quantizer;
    private final transient StaircaseKernel kernel;
    private transient QuantizationPhase phase = QuantizationPhase.QUANTIZE;
    private transient Staircase map = Staircase.ZERO;
    private transient @Nullable INDArray output;
    private transient boolean passed;
    /** Whether first values are being found: never where some were there before, whatever they were found on. */
    private transient boolean searching;

    private transient boolean sampling;
    private transient double @Nullable [] sample;

    public QuantizeRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        quantizer = (ActivationQuantizer) Objects.requireNonNull(layerConf().quantizer());
        kernel = Kernels.current().staircase();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray x = Gradients.dense(input);
        if (training || phase == QuantizationPhase.CALIBRATE) {
            observe(x);
        }
        if (sampling) {
            sampling = false;
            sample = new BatchStatistics(x, kernel).sample();
        }
        passed =
                phase == QuantizationPhase.CALIBRATE || (training && phase == QuantizationPhase.FLOAT) || !calibrated();
        if (passed) {
            return StepArrays.copy(workspaces, ArrayType.ACTIVATIONS, x);
        }
        Staircase rounding = quantizer.staircase(values());
        map = training && phase == QuantizationPhase.CLIP_ONLY ? rounding.withoutRounding() : rounding;
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, input.shape());
        kernel.forward(x, map, y);
        output = training ? y : null;
        return y;
    }

    private boolean calibrated() {
        return quantizer.parameters().isEmpty() || values().get(QuantizerViews.CALIBRATED) > 0;
    }

    private void observe(INDArray x) {
        if (quantizer.parameters().isEmpty()) {
            return;
        }
        QuantizerViews values = values();
        BatchStatistics statistics = new BatchStatistics(x, kernel);
        int seen = (int) values.get(QuantizerViews.CALIBRATED);
        if (seen == 0 || (searching && seen < quantizer.calibrationBatches())) {
            quantizer.calibrate(statistics, seen, values);
            values.set(QuantizerViews.CALIBRATED, seen + 1.0);
        } else if (phase != QuantizationPhase.CALIBRATE) {
            quantizer.track(statistics, values);
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (passed) {
            quantizer.parameters().stream()
                    .filter(QuantizerParameter::learned)
                    .forEach(parameter -> new QuantizerViews(gradientViews).set(parameter.name(), 0));
            return new Pair<>(gradients(), StepArrays.copy(workspaces, ArrayType.ACTIVATION_GRAD, epsilon));
        }
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        INDArray y = Objects.requireNonNull(output, "backward without a forward pass in training");
        RegionSums sums = kernel.backward(
                Gradients.dense(input),
                y,
                Gradients.dense(epsilon),
                map,
                layerConf().nonNegativeInput(),
                quantizer.needs(),
                dx);
        if (!quantizer.needs().isEmpty()) {
            quantizer.parameterGradients(sums, values(), new QuantizerViews(gradientViews));
        }
        output = null;
        return new Pair<>(gradients(), dx);
    }

    private Gradient gradients() {
        return Gradients.of(gradientViews, layerConf().initializer().paramKeys(layerConf()));
    }

    private QuantizerViews values() {
        return new QuantizerViews(params);
    }

    @Override
    public Optional<Quantizer> attached() {
        return Optional.of(quantizer);
    }

    @Override
    public void phase(QuantizationPhase now) {
        phase = now;
        searching = now == QuantizationPhase.CALIBRATE && !calibrated();
    }

    @Override
    public void forgetCalibration() {
        if (!quantizer.parameters().isEmpty()) {
            values().set(QuantizerViews.CALIBRATED, 0);
        }
    }

    @Override
    public void sampleNext() {
        sampling = true;
    }

    @Override
    public Optional<Telemetry> telemetry() {
        return sample == null || !calibrated()
                ? Optional.empty()
                : Optional.of(Telemetry.ofActivations(quantizer.staircase(values()), sample));
    }

    @Override
    public void applyConstraints(int iteration, int epoch) {
        if (!quantizer.parameters().isEmpty() && calibrated()) {
            quantizer.project(values());
        }
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
