package io.bitgap.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.experiment.spec.SpecReader;
import io.bitgap.experiment.spec.SpecWithoutDefaults;
import io.bitgap.graph.Operation;
import io.bitgap.graph.Operations;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.Attach;
import io.bitgap.training.EdgeLayer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class GridTests {
    @Autowired
    SpecReader reader;

    private List<PlannedRun> grid(String methods) {
        return grid(methods, "\"bits\": [\"2\", \"5\", \"3\"], \"seeds\": [7, 8], \"priority\": 3");
    }

    private List<PlannedRun> grid(String methods, String rest) {
        return Grid.of(spec(methods, rest));
    }

    private ExperimentSpec spec(String methods, String rest) {
        return read("""
                {"name": "n", "network": "resnet8", "dataset": "shapes10", "methods": [%s], %s}
                """.formatted(methods, rest));
    }

    private ExperimentSpec read(String spec) {
        return reader.read(JsonMapper.shared().readTree(spec)).spec().orElseThrow();
    }

    @Test
    void aRecipeMayBringAlongWhereQuantizersGoUnlessTheExperimentSaysSo() {
        Attach everything = attach("\"recipe\": \"fqn\"");
        assertThat(everything.firstLayer()).isEqualTo(EdgeLayer.SAME);
        assertThat(everything.lastLayer()).isEqualTo(EdgeLayer.SAME);
        assertThat(everything.operations().quantized()).containsExactly(Operation.values());
        assertThat(attach("\"recipe\": {\"name\": \"fqn\", \"epochs\": 2}")).isEqualTo(everything);
        assertThat(attach("\"recipe\": \"fqn\", \"attach\": {}").operations()).isEqualTo(Operations.DEFAULT);
        assertThat(attach("\"recipe\": \"lsq\"").firstLayer()).isEqualTo(EdgeLayer.EIGHT_BIT);
    }

    private Attach attach(String rest) {
        return grid("\"fqn\"", "\"bits\": [\"4\"], " + rest).get(1).plan().attach();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"recipe\": \"fqn\"",
                "\"recipe\": \"fqn\", \"attach\": {}",
                "\"recipe\": \"lsq\", \"attach\": {\"firstLayer\": \"keep\"}"
            })
    void shortenedASpecComesToTheSamePlaces(String rest) {
        ExperimentSpec spec = spec("\"fqn\"", "\"bits\": [\"4\"], " + rest);
        String brief = SpecWithoutDefaults.of(SpecDocument.of(spec)).toString();
        assertThat(read(brief).attach()).isEqualTo(spec.attach());
    }

    @Test
    void everyMethodHasEverySettingAndSeedAfterTheBaselinesThatTheyStartFrom() {
        assertThat(grid("\"pact\", \"dorefa\""))
                .extracting(
                        PlannedRun::position,
                        PlannedRun::method,
                        PlannedRun::label,
                        run -> run.plan().seed(),
                        run -> run.origins().parent(),
                        PlannedRun::priority)
                .containsExactly(
                        tuple(0, "fp32", "fp32", 7L, null, 10_003),
                        tuple(1, "fp32", "fp32", 8L, null, 10_003),
                        tuple(2, "pact", "2", 7L, 0, 3),
                        tuple(3, "pact", "2", 8L, 1, 3),
                        tuple(4, "pact", "5", 7L, 0, 3),
                        tuple(5, "pact", "5", 8L, 1, 3),
                        tuple(6, "pact", "3", 7L, 0, 3),
                        tuple(7, "pact", "3", 8L, 1, 3),
                        tuple(8, "dorefa", "2", 7L, 0, 3),
                        tuple(9, "dorefa", "2", 8L, 1, 3),
                        tuple(10, "dorefa", "5", 7L, 0, 3),
                        tuple(11, "dorefa", "5", 8L, 1, 3),
                        tuple(12, "dorefa", "3", 7L, 0, 3),
                        tuple(13, "dorefa", "3", 8L, 1, 3));
    }

    @Test
    void aProgressiveMethodGoesFromWideToNarrowSeedBySeed() {
        assertThat(grid("""
                        {"label": "chain", "weights": "pact", "activations": "pact", "start": "progressive"}
                        """))
                .extracting(
                        PlannedRun::label,
                        run -> run.plan().seed(),
                        run -> run.origins().baseline(),
                        run -> run.origins().parent())
                .containsExactly(
                        tuple("fp32", 7L, null, null),
                        tuple("fp32", 8L, null, null),
                        tuple("5", 7L, 0, 0),
                        tuple("5", 8L, 1, 1),
                        tuple("3", 7L, 0, 2),
                        tuple("3", 8L, 1, 3),
                        tuple("2", 7L, 0, 4),
                        tuple("2", 8L, 1, 5));
    }
}
