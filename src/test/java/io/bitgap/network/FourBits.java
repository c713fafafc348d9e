package io.bitgap.network;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.Attacher;
import io.bitgap.graph.LayerSetting;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A network with PACT at four bits on everything but its first and last layer, and images to train it with. */
final class FourBits {
    private static final int IMAGES = 4;

    private FourBits() {}

    static ComputationGraph attached(ComputationGraphConfiguration fp32) {
        LayerSetting pact = new LayerSetting(
                new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS),
                new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));
        ComputationGraph graph = new ComputationGraph(
                Attacher.attach(fp32, new AttachSetting(pact, LayerSetting.FP32, LayerSetting.FP32, Set.of()))
                        .configuration());
        graph.init();
        return graph;
    }

    static DataSet batch(int side, int channels, int classes) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, classes);
        for (int image = 0; image < IMAGES; image++) {
            labels.putScalar(image, image % classes, 1);
        }
        INDArray images = Nd4j.rand(DataType.FLOAT, new long[] {IMAGES, side, side, channels});
        return new DataSet(images.subi(0.5), labels);
    }
}
