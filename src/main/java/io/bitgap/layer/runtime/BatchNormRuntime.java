package io.bitgap.layer.runtime;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.RunningStatistics;
import io.bitgap.layer.kernel.BatchNormKernel;
import io.bitgap.layer.kernel.Kernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A running {@link BatchNorm}. Running mean and variance follow the batches in the forward pass, unless frozen; their
 * gradients stay 0, so that the updater leaves them alone.
 */
public class BatchNormRuntime extends BaseLayer<BatchNorm> implements RunningStatistics {
    private static final long serialVersionUID = 1L;
    private static final String SCALE = BatchNormalizationParamInitializer.GAMMA;
    private static final String SHIFT = BatchNormalizationParamInitializer.BETA;
    private static final String MEAN = BatchNormalizationParamInitializer.GLOBAL_MEAN;
    private static final String VARIANCE = BatchNormalizationParamInitializer.GLOBAL_VAR;

    private final transient BatchNormKernel kernel;
    private transient boolean frozen;
    /** Number of the batch that statistics are estimated from; 0 = they are not. */
    private transient int estimated;
    /** Whether the last forward pass in training was a frozen one. */
    private transient boolean forwardWasFrozen;

    private transient @Nullable INDArray mean;
    private transient @Nullable INDArray variance;
    private transient @Nullable INDArray output;

    public BatchNormRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        kernel = Kernels.current().batchNorm(layerConf().getEps(), layerConf().relu());
        frozen = layerConf().frozen();
    }

    @Override
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    @Override
    public void estimate(int number) {
        estimated = number;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, input.shape());
        INDArray x = Gradients.dense(input);
        if (estimated > 0) {
            normalize(x, y, 1 - 1.0 / estimated, 1.0 / estimated);
        } else if (training && frozen) {
            kernel.forwardFrozen(x, getParam(SCALE), getParam(SHIFT), getParam(MEAN), getParam(VARIANCE), y);
        } else if (training) {
            double decay = layerConf().getDecay();
            normalize(x, y, decay, 1 - decay);
        } else {
            kernel.forwardInference(x, getParam(SCALE), getParam(SHIFT), getParam(MEAN), getParam(VARIANCE), y);
        }
        if (training) {
            output = y;
            forwardWasFrozen = frozen;
        }
        return y;
    }

    /** With the batch's statistics, which the running ones follow. */
    private void normalize(INDArray x, INDArray y, double kept, double added) {
        INDArray batchMean = batchMean();
        INDArray batchVariance = batchVariance();
        kernel.forwardTraining(x, getParam(SCALE), getParam(SHIFT), batchMean, batchVariance, y);
        follow(getParam(MEAN), batchMean, kept, added);
        follow(getParam(VARIANCE), batchVariance, kept, added);
    }

    /** r := kept*r + added*batch; in BLAS, because each operation of ND4J costs more than the few numbers. */
    private static void follow(INDArray running, INDArray batch, double kept, double added) {
        Nd4j.getBlasWrapper().scal(kept, running);
        Nd4j.getBlasWrapper().axpy(added, batch.reshape(running.shape()), running);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray y = output;
        if (y == null) {
            throw new IllegalStateException("backward without a forward pass in training");
        }
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        INDArray x = Gradients.dense(input);
        INDArray dy = Gradients.dense(epsilon);
        INDArray scale = getParam(SCALE);
        INDArray dScale = Gradients.view(gradientViews, SCALE);
        INDArray dShift = Gradients.view(gradientViews, SHIFT);
        if (forwardWasFrozen) {
            kernel.backwardFrozen(x, y, scale, getParam(MEAN), getParam(VARIANCE), dy, dx, dScale, dShift);
        } else {
            kernel.backward(x, y, scale, batchMean(), batchVariance(), dy, dx, dScale, dShift);
        }
        output = null;
        return new Pair<>(Gradients.of(gradientViews, layerConf().initializer().paramKeys(layerConf())), dx);
    }

    private INDArray batchMean() {
        if (mean == null) {
            mean = channels();
        }
        return mean;
    }

    private INDArray batchVariance() {
        if (variance == null) {
            variance = channels();
        }
        return variance;
    }

    /** Outlives the step, so it is made outside of its workspaces. */
    private INDArray channels() {
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(dataType, layerConf().getNOut());
        }
    }

    @Override
    public boolean updaterDivideByMinibatch(String name) {
        return !MEAN.equals(name) && !VARIANCE.equals(name);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
