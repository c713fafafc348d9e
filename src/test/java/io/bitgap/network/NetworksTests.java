package io.bitgap.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTests {
    private static ComputationGraphConfiguration configuration(String name, int side) {
        return Networks.configuration(name, new ImageShape(side, side, 3), 10, new NeuralNetConfiguration.Builder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet20"})
    void have_the_parameters_that_the_catalogue_says(String name) {
        ComputationGraph graph = new ComputationGraph(configuration(name, 32));
        graph.init();
        assertThat(graph.numParams())
                .isEqualTo(Networks.find(name).orElseThrow().parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet20"})
    void survive_json(String name) {
        ComputationGraphConfiguration configuration = configuration(name, 32);
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());
        assertThat(read.toJson()).isEqualTo(configuration.toJson());
    }

    @Test
    void name_those_that_exist_when_asked_for_another() {
        assertThatThrownBy(() -> configuration("vgg", 32)).hasMessageContaining("resnet20");
    }

    @Test
    void refuse_images_that_are_too_small() {
        assertThatThrownBy(() -> configuration("resnet20", 4)).hasMessageContaining("at least 8 pixels");
    }
}
