package io.bitgap.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormErrorsTests {
    @Test
    void whatIsWrongStandsAtItsFieldAndTheRestAtTheTop() {
        FormErrors errors = FormErrors.of(
                List.of(
                        new FieldProblem("/options/signed", "invalid", "Neither yes nor no."),
                        new FieldProblem("/options/signed", "invalid", "Neither yes nor no."),
                        new FieldProblem("/table", "unknown-field", "There is no field table."),
                        new FieldProblem("", "conflict", "It is there already.")),
                Set.of("options.signed", "bits"));

        assertThat(errors.any()).isTrue();
        assertThat(errors.at("options.signed")).containsExactly("Neither yes nor no.");
        assertThat(errors.at("bits")).isEmpty();
        assertThat(errors.at("")).containsExactly("There is no field table.", "It is there already.");
    }

    @Test
    void aListOffersWhatWasChosenEvenWhereItIsGone() {
        FormField field = FormField.words("recipe.schedule", "Schedule", "", List.of("cosine", "step"), "cosine");

        assertThat(field.id()).isEqualTo("recipe-schedule");
        assertThat(field.whenEmpty()).isEqualTo("default: cosine");
        assertThat(field.offering("step")).isEqualTo(field);
        assertThat(field.offering("linear").choices())
                .containsExactly(
                        new FormField.Choice("cosine", "cosine"),
                        new FormField.Choice("step", "step"),
                        new FormField.Choice("linear", "linear (not here)"));
    }
}
