package io.bitgap.graph;

import io.bitgap.network.*;
import io.bitgap.quantizer.*;
import java.nio.file.*;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;

class GraphPictureTests {
    @Test
    void draw() throws Exception {
        LayerSetting pact = new LayerSetting(
                new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS),
                new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));
        var source = PreActivation.network(4, 2);
        var at = Attacher.attach(source, new AttachSetting(pact, pact, pact, Set.of()));
        for (int i = 0; i < 8; i++) {
            System.setProperty("np", i < 2 ? "NETWORK_SIMPLEX" : i < 6 ? "BRANDES_KOEPF" : "LINEAR_SEGMENTS");
            System.setProperty("th", i % 2 == 0 ? "7" : "2");
            System.setProperty("bal", i < 4 ? "true" : "false");
            long t = System.nanoTime();
            String svg = GraphPicture.sideBySide(
                    source,
                    at.configuration(),
                    Map.of(
                            "stem-quantize",
                            Map.of("alpha", 2.44),
                            "stage1-block1-bn1-quantize",
                            Map.of("alpha", 2.441234)));
            System.out.println("ms " + (System.nanoTime() - t) / 1e6 + " bytes " + svg.length());
            Files.writeString(Path.of("/tmp/gp-18-" + i + ".svg"), svg);
        }
        var r20 = Networks.configuration(
                "resnet20", new ImageShape(32, 32, 3), 10, new NeuralNetConfiguration.Builder().seed(1));
        Files.writeString(
                Path.of("/tmp/gp-20.svg"),
                GraphPicture.sideBySide(
                        r20,
                        Attacher.attach(r20, new AttachSetting(pact, LayerSetting.FP32, LayerSetting.FP32, Set.of()))
                                .configuration(),
                        Map.of()));
    }
}
