package io.bitgap.experiment.form;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.DatasetEntry;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.experiment.spec.RecipeSchema;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.form.FormField.Choice;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

    /** A row of the grid with its fields. */
    public record RowFields(
            int index,
            MethodRow row,
            String sentence,
            List<FormField> training,
            List<FormField> weights,
            List<FormField> activations) {
        public List<FormField> fields() {
            return Stream.of(training, weights, activations)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    Map<String, Object> of(ExperimentForm form) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("nameField", SpecFields.NAME);
        model.put("networkField", offering(SpecFields.NETWORK, networkChoices(), form));
        List<DatasetEntry> data = datasets.entries();
        model.put("datasetField", offering(SpecFields.DATASET, datasetChoices(data), form));
        model.put(
                "brokenDatasets",
                data.stream().filter(entry -> entry.problem() != null).toList());
        model.put("seedsField", SpecFields.SEEDS);
        model.put("controlField", SpecFields.CONTROL);
        model.put("baselineFields", SpecFields.BASELINE);
        model.put("presetField", SpecFields.PRESET.offering(form.value(SpecFields.PRESET.name())));
        List<FormField> recipe = recipe(form);
        model.put("recipeFields", recipe);
        model.put("recipeGroups", FieldGroup.of(RecipeFields.ALL, recipe));
        model.put("baselineGroups", FieldGroup.of(RecipeFields.OF_ALL_RUNS, SpecFields.BASELINE));
        model.put("attachFields", SpecFields.ATTACH);
        model.put("limitFields", SpecFields.LIMITS);
        model.put("queueFields", SpecFields.QUEUE);
        model.put("rows", rows(form));
        return model;
    }

    /** Names of all of them, as {@link SpecPlaces} wants them. */
    static Set<String> names(ExperimentForm form) {
        Set<String> names = new HashSet<>();
        SpecFields.all().forEach(field -> names.add(field.name()));
        for (int i = 0; i < form.rows().size(); i++) {
            String prefix = ExperimentForm.prefix(i);
            if (form.rows().get(i).own()) {
                names.add(prefix + MethodRow.WEIGHTS);
                names.add(prefix + MethodRow.ACTIVATIONS);
            }
            form.rows().get(i).fields().forEach(field -> names.add(prefix + field.name()));
        }
        return names;
    }

    private static List<RowFields> rows(ExperimentForm form) {
        List<RowFields> rows = new ArrayList<>();
        for (int i = 0; i < form.rows().size(); i++) {
            MethodRow row = form.rows().get(i);
            List<FormField> training = new ArrayList<>();
            if (row.own()) {
                training.addAll(List.of(row.quantizer(Role.WEIGHTS), row.quantizer(Role.ACTIVATIONS)));
            }
            training.addAll(row.training());
            rows.add(new RowFields(
                    i,
                    row,
                    row.own()
                            ? ""
                            : Quantizers.find(row.weights())
                                    .map(quantizer -> quantizer.sentence())
                                    .orElse(""),
                    inRow(i, training),
                    inRow(i, row.options(Role.WEIGHTS)),
                    inRow(i, row.options(Role.ACTIVATIONS))));
        }
        return rows;
    }

    private static List<FormField> inRow(int row, List<FormField> fields) {
        return fields.stream()
                .map(field -> field.in(ExperimentForm.prefix(row)))
                .toList();
    }

    /** Empty fields say what the chosen recipe has there. */
    private static List<FormField> recipe(ExperimentForm form) {
        String name = form.value(SpecFields.PRESET.name());
        Map<String, Object> values = name.equals(Recipes.PER_METHOD)
                ? Map.of()
                : RecipeSchema.named(
                                name.isEmpty() ? Recipes.DEFAULT : name,
                                FormSpec.of(form).path("baseline"))
                        .map(SpecDocument::recipeByField)
                        .orElse(Map.of());
        return SpecFields.RECIPE.stream()
                .map(field -> field.withDefault(
                        FieldKind.plain(values.get(field.name().substring("recipe.".length())))))
                .toList();
    }

    private static FormField offering(FormField field, List<Choice> choices, ExperimentForm form) {
        return FormField.chosen(field.name(), field.label(), field.hint(), choices, "")
                .offering(form.value(field.name()));
    }

    private List<Choice> networkChoices() {
        return networks.descriptions().stream()
                .map(network -> new Choice(
                        network.name(),
                        String.format(Locale.ROOT, "%s (%,d parameters)", network.name(), network.parameters())))
                .toList();
    }

    private static List<Choice> datasetChoices(List<DatasetEntry> datasets) {
        return datasets.stream().map(FormFields::datasetChoice).toList();
    }

    private static Choice datasetChoice(DatasetEntry entry) {
        DatasetDescription data = entry.description();
        return data == null
                ? new Choice(entry.name(), entry.name() + " (cannot be used)", false)
                : new Choice(
                        data.name(),
                        String.format(
                                Locale.ROOT,
                                "%s (%,d images, %d classes)",
                                data.name(),
                                data.trainExamples(),
                                data.classes()));
    }
}
