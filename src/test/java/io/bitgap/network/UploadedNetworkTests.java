package io.bitgap.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.layer.Rectifier;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Networks as DL4J's own builders make and write them. */
class UploadedNetworkTests {
    private static NetworkDetails read(String json) {
        return Networks.read("mine", JsonMapper.shared().readTree(json), "somebody");
    }

    private static ComputationGraph graph(NetworkDetails network, int side) {
        return FourBits.attached(configuration(network, side));
    }

    private static ComputationGraphConfiguration configuration(NetworkDetails network, int side) {
        DataShape takes = Objects.requireNonNull(network.description().takes());
        return Networks.configuration(
                "mine",
                network.definition(),
                new ImageShape(side, side, takes.channels()),
                takes.classes(),
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .weightInit(WeightInit.RELU)
                        .updater(new Sgd(0.01)));
    }

    /** The document after a change; a class in it is a word like any other. */
    private static List<FieldProblem> problems(String json, Consumer<ObjectNode> change) {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(json);
        change.accept(document);
        try {
            Networks.read("mine", document, "somebody");
        } catch (Problem problem) {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNPROCESSABLE);
            assertThat(problem.code()).isEqualTo("unsupported-network");
            return problem.errors();
        }
        return List.of();
    }

    private static ObjectNode layer(ObjectNode document, String vertex) {
        return (ObjectNode) document.at("/vertices/" + vertex + "/layerConf/layer");
    }

    @Test
    void lenetIsReadDescribedAndTrained() {
        NetworkDetails lenet = read(StockNetworks.lenet().toJson());
        NetworkDescription description = lenet.description();
        MultiLayerNetwork stock = new MultiLayerNetwork(StockNetworks.lenet());
        stock.init();
        assertThat(description.parameters()).isEqualTo(stock.numParams());
        assertThat(description.takes()).isEqualTo(new DataShape(3, 10, 32, 32));
        assertThat(description.sentence())
                .isEqualTo("2 convolutions and 2 dense layers for 10 classes, on images of 32x32 with 3 channels.");
        assertThat(lenet.layers())
                .extracting(NetworkLayer::name, NetworkLayer::kind, NetworkLayer::output, NetworkLayer::quantizable)
                .containsExactly(
                        tuple("layer0", "convolution", "28x28x8", true),
                        tuple("layer1", "max pooling", "14x14x8", false),
                        tuple("layer2", "convolution", "10x10x16", true),
                        tuple("layer3", "average pooling", "5x5x16", false),
                        tuple("layer4", "dense", "32", true),
                        tuple("layer5", "output", "10", true));

        ComputationGraph graph = graph(lenet, 32);
        assertThat(graph.getConfiguration().getVertices()).containsKeys("layer1-quantize", "layer3-quantize");
        INDArray before = graph.getLayer("layer4").getParam("W").dup();
        graph.fit(FourBits.batch(32, 3, 10));
        assertThat(graph.score()).isFinite();
        assertThat(graph.getLayer("layer4").getParam("W")).isNotEqualTo(before);
    }

    @Test
    void aResidualGraphIsReadAndTrained() {
        NetworkDetails network = read(StockNetworks.residual().toJson());
        assertThat(network.description().takes()).isEqualTo(new DataShape(3, 10, null, null));
        ComputationGraph graph = graph(network, 16);
        graph.fit(FourBits.batch(16, 3, 10));
        assertThat(graph.score()).isFinite();
    }

    /** With the same weights it computes what the stock network computes, in training and afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"residual", "pre-activation"})
    void computesWhatTheStockNetworkComputes(String which) {
        ComputationGraphConfiguration written =
                which.equals("residual") ? StockNetworks.residual() : StockNetworks.preActivation();
        ComputationGraph stock = new ComputationGraph(written);
        stock.init();
        ComputationGraph ours = new ComputationGraph(configuration(read(written.toJson()), 16));
        ours.init();
        for (var layer : ours.getLayers()) {
            if (!layer.paramTable().isEmpty()) {
                layer.paramTable()
                        .forEach((name, value) -> value.assign(
                                stock.getLayer(layer.conf().getLayer().getLayerName())
                                        .getParam(name)));
            }
        }
        DataSet batch = FourBits.batch(16, 3, 10);
        assertClose(ours.outputSingle(batch.getFeatures()), stock.outputSingle(batch.getFeatures()));
        ours.fit(batch);
        stock.fit(batch);
        assertThat(ours.score()).isCloseTo(stock.score(), within(1e-4));
        assertClose(ours.outputSingle(batch.getFeatures()), stock.outputSingle(batch.getFeatures()));
    }

    private static void assertClose(INDArray ours, INDArray stock) {
        assertThat(ours.sub(stock).amaxNumber().doubleValue()).isLessThan(1e-4);
    }

    @Test
    void aReluJoinsWhatIsInFrontOfItOnlyWhereNobodyElseReadsThat() {
        assertThat(read(StockNetworks.residual().toJson()).layers())
                .extracting(NetworkLayer::kind)
                .doesNotContain("relu");
        ComputationGraphConfiguration graph =
                configuration(read(StockNetworks.preActivation().toJson()), 16);
        assertThat(graph.getVertices().values())
                .filteredOn(vertex -> vertex instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layer
                        && layer.getLayerConf().getLayer() instanceof Rectifier)
                .hasSize(1);
    }

    @Test
    void theDefinitionIsAllItTakesToMakeItAgain() {
        NetworkDetails network = read(StockNetworks.residual().toJson());
        NetworkDetails again = Networks.uploaded("mine", network.definition(), "somebody");
        assertThat(again).isEqualTo(network);
        // how the user trained it is no part of it
        assertThat(read(StockNetworks.residual().toJson().replace("Nesterovs", "Sgd"))
                        .definition())
                .isEqualTo(network.definition());
    }

    @Test
    void networksForFlatDataTakeImages() {
        assertThat(read(StockNetworks.flatMnist().toJson()).description().takes())
                .isEqualTo(new DataShape(1, 10, 28, 28));
        NetworkDetails dense = read(StockNetworks.denseOnly().toJson());
        assertThat(dense.description().takes()).isEqualTo(new DataShape(3, 10, 32, 32));
        graph(dense, 32).fit(FourBits.batch(32, 3, 10));
    }

    @Test
    void aDataSetHasToSuitIt() {
        NetworkDetails lenet = read(StockNetworks.lenet().toJson());
        Function<ImageShape, String> misfit = images -> Networks.misfit("mine", lenet.definition(), images, 10)
                .map(FieldProblem::message)
                .orElse("");
        assertThat(misfit.apply(new ImageShape(32, 32, 3))).isEmpty();
        assertThat(misfit.apply(new ImageShape(32, 32, 1)))
                .isEqualTo("mine takes images of 3 channels, and those of the data set have 1.");
        assertThat(misfit.apply(new ImageShape(64, 64, 3)))
                .isEqualTo(
                        "mine does not take images of 64x64: its layer layer4 has inputs for images of 5x5, and gets "
                                + "13x13x16.");
        assertThat(Networks.misfit("mine", lenet.definition(), new ImageShape(32, 32, 3), 7)
                        .map(FieldProblem::message))
                .contains(
                        "mine tells 10 classes apart, and the data set has 7: upload it with an output layer of nOut = 7.");
    }

    @Test
    void everyUnsupportedLayerIsListedAtOnce() {
        assertThatThrownBy(() -> read(StockNetworks.recurrent().toJson()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.getMessage()).contains("Supported are ConvolutionLayer");
                    assertThat(problem.errors())
                            .extracting(FieldProblem::pointer, FieldProblem::code, FieldProblem::message)
                            .contains(
                                    tuple(
                                            "/confs/2/layer/@class",
                                            "unsupported-layer",
                                            "remember is a org.deeplearning4j.nn.conf.layers.LSTM, which is not supported."),
                                    tuple(
                                            "/confs/1/layer/@class",
                                            "unsupported-layer",
                                            "layer1 is a org.deeplearning4j.nn.conf.layers.DropoutLayer, which is not "
                                                    + "supported."));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /vertices/conv1/layerConf/layer/@class       | unsupported-layer
                    /vertices/add/@class                         | unsupported-layer
                    /vertices/conv1/layerConf/layer/iupdater/@class | unknown-class
                    /vertices/conv1/layerConf/layer/activationFn/@class | unsupported-activation
                    /vertices/bn1/layerConf/layer/activationFn/@class | unsupported-activation
                    /vertices/conv1/layerConf/stepFunction/@class | unknown-class
                    /defaultConfiguration/@class                 | unknown-class
                    /vertices/conv1/preProcessor/@class          | unsupported-preprocessor
                    /vertices/conv1/layerConf/layer/idropout/@class | unsupported-dropout
                    /vertices/out/layerConf/layer/lossFn/@class  | unsupported-loss
                    /@class                                      | unknown-field
                    """)
    void aForeignClassNameIsRefusedWhereverItStands(String pointer, String code) {
        for (String name : new String[] {"java.lang.ProcessBuilder", "com.sun.rowset.JdbcRowSetImpl"}) {
            List<FieldProblem> problems = problems(StockNetworks.residual().toJson(), document -> {
                ObjectNode at = document;
                String[] path = pointer.substring(1).split("/");
                for (int i = 0; i < path.length - 1; i++) {
                    at = at.path(path[i]).isObject() ? (ObjectNode) at.get(path[i]) : at.putObject(path[i]);
                }
                at.put("@class", name);
            });
            assertThat(problems).extracting(FieldProblem::code).contains(code);
            assertThat(problems).extracting(FieldProblem::pointer).anyMatch(pointer::startsWith);
        }
    }

    @Test
    void aFunctionOfABatchNormIsNotComputedAsInDl4jAndThatIsSaid() {
        MultiLayerNetwork stock = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new BatchNormalization.Builder()
                        .nIn(3)
                        .nOut(3)
                        .activation(Activation.RELU)
                        .build())
                .build());
        stock.init();
        assertThat(stock.feedForward(Nd4j.randn(2, 3, 4, 4)).get(1).minNumber().doubleValue())
                .as("DL4J computes none")
                .isNegative();

        ObjectNode document = (ObjectNode)
                JsonMapper.shared().readTree(StockNetworks.residual().toJson());
        for (String norm : new String[] {"bn1", "bn2"}) {
            layer(document, norm)
                    .putObject("activationFn")
                    .put("@class", "org.nd4j.linalg.activations.impl.ActivationReLU");
        }
        String note = "The activation function ReLU of batch norm bn1, bn2 is not computed, as DL4J computes none in a "
                + "BatchNormalization; an ActivationLayer behind it is.";
        NetworkDetails read = Networks.read("mine", document, "somebody");
        assertThat(read.notes()).containsExactly(note);
        assertThat(Networks.uploaded("mine", read.definition(), "somebody").notes())
                .as("it stays with the definition, and so with plans")
                .containsExactly(note);
        NetworkDetails without = read(StockNetworks.residual().toJson());
        assertThat(without.notes()).isEmpty();
        assertThat(without.definition()).doesNotContain("notes");
    }

    @Test
    void aCircleIsNamed() {
        List<FieldProblem> problems = problems(
                StockNetworks.residual().toJson(),
                document -> ((ArrayNode) document.at("/vertexInputs/conv2"))
                        .removeAll()
                        .add("relu2"));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("cycle");
            assertThat(problem.message()).contains("conv2 -> ").contains("relu2");
        });
    }

    @Test
    void wrongWiringIsTold() {
        String json = StockNetworks.residual().toJson();
        assertThat(problems(
                        json,
                        d -> ((ArrayNode) d.at("/vertexInputs/conv2"))
                                .removeAll()
                                .add("nowhere")))
                .extracting(FieldProblem::code, FieldProblem::message)
                .contains(tuple("dangling-input", "conv2 reads 'nowhere', and nothing has that name."));
        assertThat(problems(json, d -> ((ArrayNode) d.get("networkInputs")).add("second")))
                .extracting(FieldProblem::code)
                .contains("one-input");
        assertThat(problems(json, d -> ((ArrayNode) d.get("networkOutputs")).add("add")))
                .extracting(FieldProblem::code)
                .contains("one-output");
        assertThat(problems(
                        json,
                        d -> ((ArrayNode) d.get("networkOutputs")).removeAll().add("pool")))
                .extracting(FieldProblem::code)
                .contains("several-output-layers");
        assertThat(problems(json, d -> {
                    ((ObjectNode) d.get("vertices")).remove("out");
                    ((ObjectNode) d.get("vertexInputs")).remove("out");
                    ((ArrayNode) d.get("networkOutputs")).removeAll().add("pool");
                }))
                .extracting(FieldProblem::code)
                .containsExactly("no-output-layer");
        assertThat(problems(
                        json,
                        d -> ((ArrayNode) d.at("/vertexInputs/add")).removeAll().add("bn2")))
                .extracting(FieldProblem::code)
                .contains("two-inputs");
        assertThat(problems(json, d -> ((ObjectNode) d.get("vertices")).removeAll()))
                .extracting(FieldProblem::code)
                .containsExactly("number-of-layers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    conv2 | nin            | 17            | wrong-inputs
                    bn2   | nin            | 5             | wrong-inputs
                    out   | nin            | 99            | wrong-inputs
                    conv2 | nout           | 24            | wrong-inputs
                    conv2 | stride         | [1, 1]        | unequal-summands
                    conv2 | nout           | 1e999         | wrong-type
                    conv2 | nout           | 99999999999999999999999 | wrong-type
                    conv2 | nout           | 16.5          | wrong-type
                    conv2 | nout           | -1            | out-of-range
                    conv2 | nout           | "16"          | wrong-type
                    conv2 | kernelSize     | [3]           | wrong-type
                    conv2 | kernelSize     | [0, 3]        | out-of-range
                    conv2 | stride         | [0, 1]        | out-of-range
                    conv2 | padding        | [3, 3]        | out-of-range
                    conv2 | dilation       | [2, 2]        | unsupported-dilation
                    conv2 | convolutionMode | "Causal"     | unsupported-convolution-mode
                    conv2 | hasBias        | 1             | wrong-type
                    conv2 | groups         | 2             | unknown-field
                    bn2   | eps            | -1            | out-of-range
                    bn2   | lockGammaBeta  | true          | unsupported-batch-norm
                    pool  | poolingType    | "PNORM"       | unsupported-pooling
                    pool  | poolingDimensions | [1]        | unsupported-pooling
                    conv2 | weightNoise    | {"@class": "x"} | unsupported-weight-noise
                    """)
    void whatCannotBeTrainedIsRefused(String vertex, String field, String value, String code) {
        List<FieldProblem> problems = problems(
                StockNetworks.residual().toJson(),
                document ->
                        layer(document, vertex).set(field, JsonMapper.shared().readTree(value)));
        assertThat(problems).extracting(FieldProblem::code).contains(code);
        assertThat(problems)
                .extracting(FieldProblem::message)
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(400));
    }

    @Test
    void anAnswerDoesNotRepeatALongName() {
        String name = "x".repeat(500_000);
        assertThatThrownBy(() -> read(StockNetworks.lenet()
                        .toJson()
                        .replace("\"layer0\"", "\"" + name + "\"")
                        .replace("ActivationReLU", "ActivationELU")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.errors()).extracting(FieldProblem::code).contains("bad-name");
                    assertThat(problem.errors())
                            .allSatisfy(error -> assertThat(error.message()).hasSizeLessThan(400));
                });
    }

    @Test
    void aNetworkOfUnreasonableSizeIsRefused() {
        assertThat(problems(StockNetworks.residual().toJson(), document -> {
                    for (String name : new String[] {"conv1", "bn1", "conv2", "bn2", "shortcut"}) {
                        layer(document, name).put("nin", 0).put("nout", name.startsWith("bn") ? 1 : 65_536);
                    }
                    layer(document, "out").put("nin", 0);
                }))
                .extracting(FieldProblem::code)
                .containsExactly("too-many-parameters");
        ObjectNode many =
                (ObjectNode) JsonMapper.shared().readTree(StockNetworks.lenet().toJson());
        ArrayNode confs = (ArrayNode) many.get("confs");
        JsonNode one = confs.get(0);
        while (confs.size() <= 1000) {
            confs.add(one);
        }
        assertThat(problems(many.toString(), document -> {}))
                .extracting(FieldProblem::code)
                .containsExactly("number-of-layers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "7", "\"text\"", "{\"vertices\": {}, \"confs\": []}", "{\"confs\": [null]}"})
    void anythingElseIsToldWhatIsExpected(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNPROCESSABLE));
    }
}
