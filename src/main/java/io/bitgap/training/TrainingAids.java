package io.bitgap.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** The aids of a training, in the order in which they act. */
record TrainingAids(List<TrainingAid> aids) implements TrainingAid {
    TrainingAids {
        aids = List.copyOf(aids);
    }

    static TrainingAids of(
            Recipe recipe, ComputationGraph graph, int stepsPerEpoch, TrainingStart start, EarlyStopping stopping) {
        List<TrainingAid> aids = new ArrayList<>();
        if (stopping.wanted()) {
            aids.add(stopping);
        }
        LossHistory.of(start).ifPresent(aids::add);
        if (recipe.distillation().share() > 0) {
            aids.add(new Teacher(graph, recipe.distillation(), teacher(start)));
        }
        aids.addAll(ofQuantizedWeights(recipe, graph, stepsPerEpoch));
        // last, of weights that nobody changes any more
        if (recipe.averaging().weightEma() > 0) {
            aids.add(new WeightAverage(graph, recipe.averaging().weightEma()));
        }
        return new TrainingAids(aids);
    }

    private static ComputationGraph teacher(TrainingStart start) {
        return start.teacher()
                .orElseThrow(() -> new TrainingFailed(
                        "needs-baseline", "distillation needs the fp32 run of the seed to learn from"));
    }

    private static List<TrainingAid> ofQuantizedWeights(Recipe recipe, ComputationGraph graph, int stepsPerEpoch) {
        Oscillation oscillation = recipe.oscillation();
        boolean transitions = recipe.quantization().transitionRate() > 0;
        List<TrainingAid> aids = new ArrayList<>();
        if (oscillation.dampening() > 0) {
            aids.add(new OscillationDampening(graph, oscillation.dampening(), (long) recipe.epochs() * stepsPerEpoch));
        }
        if (oscillation.watches() || transitions) {
            CodeWatch watch = new CodeWatch(graph);
            if (watch.layers().isEmpty()) {
                return aids;
            }
            aids.add(watch);
            if (transitions) {
                aids.add(new TransitionRate(graph, watch, recipe, stepsPerEpoch));
            }
            if (oscillation.watches()) {
                aids.add(new OscillationWatch(watch, oscillation));
            }
        }
        return aids;
    }

    @Override
    public void begins(Evaluation start) {
        aids.forEach(aid -> aid.begins(start));
    }

    @Override
    public List<ResultWarning> evaluated(Evaluation test) {
        return aids.stream().flatMap(aid -> aid.evaluated(test).stream()).toList();
    }

    @Override
    public void beforeStep(DataSet batch) {
        aids.forEach(aid -> aid.beforeStep(batch));
    }

    @Override
    public void afterStep() {
        aids.forEach(TrainingAid::afterStep);
    }

    @Override
    public void beforeEvaluation() {
        aids.forEach(TrainingAid::beforeEvaluation);
    }

    @Override
    public void afterEvaluation() {
        aids.forEach(TrainingAid::afterEvaluation);
    }

    @Override
    public Map<String, Double> measurements() {
        Map<String, Double> all = new LinkedHashMap<>();
        aids.forEach(aid -> all.putAll(aid.measurements()));
        return all;
    }

    /** What a checkpoint needs beside the network. */
    TrainingMemory memory() {
        Map<String, byte[]> parts = new HashMap<>();
        remembering().forEach(part -> parts.put(part.name(), part.remember()));
        return new TrainingMemory(parts);
    }

    /** @throws TrainingFailed where something that has to be remembered is not there */
    void recall(TrainingMemory memory) {
        remembering().forEach(part -> part.recall(memory.of(part.name())));
    }

    private Stream<Remembering> remembering() {
        return aids.stream().filter(Remembering.class::isInstance).map(Remembering.class::cast);
    }
}
