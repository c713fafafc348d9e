package io.bitgap.experiment.form;

import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.experiment.spec.RecipeSchema;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The fields that a form shows, made of the catalogues and their schemas. */
@Component
class FormFields {
    private final Datasets datasets;
    private final UploadedNetworks networks;

    FormFields(Datasets datasets, UploadedNetworks networks) {
        this.datasets = datasets;
        this.networks = networks;
    }

    /** Something to choose. */
    public record Choice(String value, String text) {}

    /** A row of the grid with its fields. */
    public record RowFields(
            int index,
            MethodRow row,
            String sentence,
            List<SpecField> training,
            List<SpecField> weights,
            List<SpecField> activations) {}

    Map<String, Object> of(ExperimentForm form) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("networks", withValue(networkChoices(), form.value("network")));
        model.put("datasets", withValue(datasetChoices(), form.value("dataset")));
        model.put("quantizersOf", quantizers(form));
        model.put("recipes", withValue(recipeChoices(), form.value("recipe.name")));
        model.put("recipeNames", recipeChoices().stream().map(Choice::value).toList());
        model.put("nameField", SpecFields.NAME);
        model.put("seedsField", SpecFields.SEEDS);
        model.put("baselineFields", SpecFields.BASELINE);
        model.put("recipeFields", recipe(form));
        model.put("attachFields", SpecFields.ATTACH);
        model.put("limitFields", SpecFields.LIMITS);
        model.put("queueFields", SpecFields.QUEUE);
        model.put("rows", rows(form));
        return model;
    }

    /** Names of all of them, as {@link FormErrors} wants them. */
    Set<String> names(ExperimentForm form) {
        Set<String> names = new HashSet<>();
        SpecFields.all().forEach(field -> names.add(field.name()));
        for (int i = 0; i < form.rows().size(); i++) {
            String prefix = ExperimentForm.prefix(i);
            if (form.rows().get(i).own()) {
                names.add(prefix + MethodRow.WEIGHTS);
                names.add(prefix + MethodRow.ACTIVATIONS);
                form.rows().get(i).fields().forEach(field -> names.add(prefix + field.name()));
            }
        }
        return names;
    }

    private static List<RowFields> rows(ExperimentForm form) {
        List<RowFields> rows = new ArrayList<>();
        for (int i = 0; i < form.rows().size(); i++) {
            MethodRow row = form.rows().get(i);
            rows.add(new RowFields(
                    i,
                    row,
                    row.own()
                            ? ""
                            : Quantizers.find(row.weights())
                                    .map(quantizer -> quantizer.sentence())
                                    .orElse(""),
                    named(i, MethodRow.TRAINING),
                    named(i, row.options(Role.WEIGHTS)),
                    named(i, row.options(Role.ACTIVATIONS))));
        }
        return rows;
    }

    private static List<SpecField> named(int row, List<SpecField> fields) {
        return fields.stream()
                .map(field -> field.named(ExperimentForm.prefix(row) + field.name()))
                .toList();
    }

    /** Empty fields say what the chosen recipe has there. */
    private static List<SpecField> recipe(ExperimentForm form) {
        String name = form.value("recipe.name");
        Map<String, Object> values = name.equals(Recipes.PER_METHOD)
                ? Map.of()
                : RecipeSchema.named(
                                name.isEmpty() ? "fine-tune-cosine" : name,
                                FormSpec.of(form).path("baseline"))
                        .map(io.bitgap.experiment.spec.SpecDocument::recipe).orElse(Map.of());
        return SpecFields.RECIPE.stream()
                .map(field ->
                        field.usually(SpecField.plain(values.get(field.name().substring("recipe.".length())))))
                .toList();
    }

    private List<Choice> networkChoices() {
        return networks.descriptions().stream()
                .map(network -> new Choice(
                        network.name(),
                        String.format(Locale.ROOT, "%s (%,d parameters)", network.name(), network.parameters())))
                .toList();
    }

    private List<Choice> datasetChoices() {
        return datasets.catalogue().stream()
                .map(data -> new Choice(
                        data.name(),
                        String.format(
                                Locale.ROOT,
                                "%s (%,d images, %d classes)",
                                data.name(),
                                data.trainExamples(),
                                data.classes())))
                .toList();
    }

    private static List<Choice> recipeChoices() {
        return Recipes.catalogue().stream()
                .map(recipe -> new Choice(recipe.name(), recipe.name() + ": " + recipe.sentence()))
                .toList();
    }

    /** Quantizers to choose from, by role. */
    private static Map<String, List<Choice>> quantizers(ExperimentForm form) {
        Map<String, List<Choice>> byRole = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            String word = role.name().toLowerCase(Locale.ROOT);
            List<Choice> choices = new ArrayList<>();
            FormRows.with(role).forEach(name -> choices.add(new Choice(name, name)));
            choices.add(new Choice("none", "none (fp32)"));
            for (MethodRow row : form.rows()) {
                String chosen = row.value(word + ".quantizer");
                if (choices.stream().noneMatch(choice -> choice.value().equals(chosen))) {
                    choices.add(unknown(chosen));
                }
            }
            byRole.put(word, choices);
        }
        return byRole;
    }

    /** What was chosen stays to be seen, even where it does not exist (any more). */
    private static List<Choice> withValue(List<Choice> choices, String chosen) {
        if (chosen.isEmpty()
                || choices.stream().anyMatch(choice -> choice.value().equals(chosen))) {
            return choices;
        }
        List<Choice> all = new ArrayList<>(choices);
        all.add(unknown(chosen));
        return all;
    }

    private static Choice unknown(String value) {
        return new Choice(value, value + " (not here)");
    }
}
