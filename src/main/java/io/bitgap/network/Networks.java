package io.bitgap.network;

import io.bitgap.network.definition.DefinitionText;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.upload.UploadReader;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The networks: built-in ones by name, uploaded ones by their definition. */
public final class Networks {
    private Networks() {}

    /** The networks that come along. */
    public static List<NetworkDescription> catalogue() {
        return BuiltIn.ALL.stream().map(BuiltIn::description).toList();
    }

    public static Optional<NetworkDescription> find(String name) {
        return BuiltIn.find(name).map(BuiltIn::description);
    }

    /** A network that comes along, with its layers. */
    public static Optional<NetworkDetails> details(String name) {
        return BuiltIn.find(name).map(network -> Description.details(network.description(), network.definition()));
    }

    /**
     * Reads a network that was written by DL4J 1.0.0-M2.1. No class that the document names is looked up: its words are
     * compared with a fixed list.
     *
     * @param document a {@code ComputationGraphConfiguration} or {@code MultiLayerConfiguration} as JSON
     * @throws Problem (422) with everything in it that is not supported
     */
    public static NetworkDetails read(String name, JsonNode document, String author) {
        NetworkDefinition definition = UploadReader.read(document);
        return Description.details(Description.ofUploaded(name, definition, author), definition);
    }

    /** An uploaded network again, from its {@link NetworkDetails#definition}. */
    public static NetworkDetails uploaded(String name, String definition, String author) {
        NetworkDefinition read = DefinitionText.read(definition);
        return Description.details(Description.ofUploaded(name, read, author), read);
    }

    /**
     * Why a network cannot be trained on some data; empty when it can.
     *
     * @param definition of an uploaded network, null for one that comes along
     * @throws Problem when there is no network of that name
     */
    public static Optional<FieldProblem> misfit(
            String name, @Nullable String definition, ImageShape images, int classes) {
        return definition == null
                ? BuiltIn.find(name).orElseThrow(() -> unknown(name)).misfit(images)
                : DatasetMismatch.of(name, DefinitionText.read(definition), images, classes);
    }

    /** As below, of a network that comes along. */
    public static ComputationGraphConfiguration configuration(
            String name, ImageShape images, int classes, NeuralNetConfiguration.Builder base) {
        return configuration(name, null, images, classes, base);
    }

    /**
     * The fp32 configuration of a network.
     *
     * @param definition of an uploaded network, null for one that comes along
     * @param base seed, weight initialisation, updater and regularization
     * @throws Problem when there is no network of that name or the data does not suit it
     */
    public static ComputationGraphConfiguration configuration(
            String name,
            @Nullable String definition,
            ImageShape images,
            int classes,
            NeuralNetConfiguration.Builder base) {
        misfit(name, definition, images, classes).ifPresent(misfit -> {
            throw new Problem(Problem.Kind.UNPROCESSABLE, misfit.code(), misfit.message());
        });
        NetworkDefinition network = definition == null
                ? BuiltIn.find(name).orElseThrow(() -> unknown(name)).definition()
                : DefinitionText.read(definition);
        return DefinitionGraphBuilder.of(network, images, classes, base);
    }

    private static Problem unknown(String name) {
        String message = "there is no network %s; there are %s"
                .formatted(
                        name, catalogue().stream().map(NetworkDescription::name).collect(Collectors.joining(", ")));
        return Problem.at(Problem.Kind.UNPROCESSABLE, "/network", "unknown-network", message);
    }
}
