package io.bitgap.network.upload;

import io.bitgap.json.JsonProblems;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields that DL4J writes for each layer. */
final class LayerFields {
    private static final String EVERY =
            "@class layerName constraints idropout gradientNormalization gradientNormalizationThreshold";
    private static final String TRAINED = EVERY
            + " activationFn biasInit biasUpdater gainInit iupdater regularization regularizationBias weightInitFn "
            + "weightNoise timeDistributedFormat nin nout";
    private static final String WINDOW =
            " cnn2dDataFormat convolutionMode cudnnAllowFallback dilation kernelSize padding stride";

    static final Set<String> CONVOLUTION =
            set(TRAINED + WINDOW + " hasBias cudnnAlgoMode cudnnBwdDataAlgo cudnnBwdFilterAlgo cudnnFwdAlgo");
    static final Set<String> DENSE = set(TRAINED + " hasBias hasLayerNorm");
    static final Set<String> OUTPUT = set(TRAINED + " hasBias lossFn");
    static final Set<String> NORM =
            set(TRAINED + " beta gamma cnn2DFormat cudnnAllowFallback decay eps lockGammaBeta minibatch useLogStd");
    static final Set<String> POOLING = set(EVERY + WINDOW + " avgPoolIncludePadInDivisor eps pnorm poolingType");
    static final Set<String> GLOBAL_POOLING = set(EVERY + " collapseDimensions pnorm poolingDimensions poolingType");
    static final Set<String> ACTIVATION = set(EVERY + " activationFn");

    /** They have readers of their own; everything else may hold classes of training settings only. */
    private static final Set<String> READ = set("@class activationFn lossFn idropout weightNoise constraints");

    private LayerFields() {}

    static void check(JsonCursor layer, Set<String> fields, LayerValues values, JsonProblems problems) {
        layer.checkFields(fields, problems);
        fields.stream()
                .filter(field -> !READ.contains(field))
                .sorted()
                .forEach(field -> Dl4jClasses.checkUnread(layer.at(field), problems));
        values.none(layer.at("idropout"), "unsupported-dropout", "is not trained here; leave dropout out");
        values.none(layer.at("constraints"), "unsupported-constraints", "are not kept here; leave them out");
        values.none(layer.at("weightNoise"), "unsupported-weight-noise", "is not trained here; leave it out");
    }

    private static Set<String> set(String words) {
        return Stream.of(words.split(" ")).collect(Collectors.toUnmodifiableSet());
    }
}
