package io.bitgap.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sums of a thing with itself, for which DL4J would count every way through the network. */
class RepeatedSummandTests {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void threeHundredInARowAreRefusedAtOnceEachByItsName() {
        ObjectNode document =
                (ObjectNode) JSON.readTree(StockNetworks.preActivation().toJson());
        ObjectNode vertices = (ObjectNode) document.get("vertices");
        ObjectNode inputs = (ObjectNode) document.get("vertexInputs");
        String last = "add";
        for (int number = 1; number <= 300; number++) {
            String name = "twice" + number;
            vertices.set(name, vertices.get("add").deepCopy());
            inputs.set(name, JSON.createArrayNode().add(last).add(last));
            last = name;
        }
        inputs.set("pool", JSON.createArrayNode().add(last));

        assertThatThrownBy(() -> Networks.read("mine", document, "somebody"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.errors())
                            .first()
                            .isEqualTo(
                                    new FieldProblem(
                                            "/vertices/twice1",
                                            "repeated-summand",
                                            "twice1 adds the same thing twice (add and add); leave it out: a layer behind it learns the factor 2."));
                    assertThat(problem.getMessage()).contains("299 more");
                });
    }

    @Test
    void alsoWhereALayerThatComputesNothingStandsBetween() {
        ObjectNode document =
                (ObjectNode) JSON.readTree(StockNetworks.residual().toJson());
        ((ObjectNode) document.get("vertexInputs"))
                .set("add", JSON.createArrayNode().add("nothing").add("bn2"));
        ((ObjectNode) document.get("vertices")).remove("shortcut");
        ((ObjectNode) document.get("vertexInputs")).remove("shortcut");

        assertThatThrownBy(() -> Networks.read("mine", document, "somebody"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldProblem::code)
                                .containsExactly("repeated-summand"));
    }
}
