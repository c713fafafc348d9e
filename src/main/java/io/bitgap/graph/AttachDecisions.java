package io.bitgap.graph;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * Decides for every vertex which quantizers it gets, or why it gets none. The tests come in this order: is it an operation that
 * can be quantized; is it ignored by name; has it an override; is the operation asked for, skipped or stopped; is it the first
 * or the last layer.
 */
final class AttachDecisions {
    private static final String FP32 = "fp32";

    private final AttachSetting setting;
    private final Set<String> first;
    private final Set<String> last;
    private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);

    private AttachDecisions(ComputationGraphConfiguration graph, AttachSetting setting) {
        this.setting = setting;
        DataFlow flow = new DataFlow(graph);
        first = flow.first(AttachDecisions::hasWeights);
        last = flow.last(AttachDecisions::hasWeights);
    }

    /** The decisions in the order of the data. */
    static Map<String, Decision> of(ComputationGraphConfiguration graph, AttachSetting setting) {
        AttachDecisions rules = new AttachDecisions(graph, setting);
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (String name : new DataFlow(graph).order()) {
            GraphVertex vertex = Objects.requireNonNull(graph.getVertices().get(name));
            Decision decision = Operation.of(vertex)
                    .map(operation -> rules.decide(name, operation))
                    .orElseGet(() -> Decision.keep(VertexKind.of(vertex) + " is not quantized"));
            decisions.put(name, decision);
        }
        return decisions;
    }

    private Decision decide(String name, Operation operation) {
        int position = counts.merge(operation, 1, Integer::sum) - 1;
        if (setting.ignore().contains(name)) {
            return Decision.keep("ignored by name");
        }
        Decision byDefault = byDefault(name, operation, position);
        return Optional.ofNullable(setting.overrides().get(name))
                .map(override -> Decision.quantize(
                        inputsOnly(override.over(byDefault.setting()), operation), "set to fp32 by name"))
                .orElse(byDefault);
    }

    private Decision byDefault(String name, Operation operation, int position) {
        if (setting.defaults().equals(LayerSetting.FP32)) {
            return Decision.keep(FP32);
        }
        String refusal = setting.operations().refusal(operation, position);
        if (refusal != null) {
            return Decision.keep(refusal);
        }
        if (first.contains(name)) {
            return Decision.quantize(setting.first(), "first layer is kept");
        }
        if (last.contains(name)) {
            return Decision.quantize(setting.last(), "last layer is kept");
        }
        return Decision.quantize(inputsOnly(setting.defaults(), operation), "the method leaves activations in fp32");
    }

    /** Additions and pooling have no weights. */
    private static LayerSetting inputsOnly(LayerSetting wanted, Operation operation) {
        return operation == Operation.CONVOLUTION || operation == Operation.DENSE
                ? wanted
                : new LayerSetting(null, wanted.activations(), wanted.signedActivations(), wanted.images());
    }

    private static boolean hasWeights(GraphVertex vertex) {
        return Operation.of(vertex)
                .filter(operation -> operation == Operation.CONVOLUTION || operation == Operation.DENSE)
                .isPresent();
    }
}
