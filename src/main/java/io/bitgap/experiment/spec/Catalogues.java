package io.bitgap.experiment.spec;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.Networks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The names that a spec may use. */
@Component
class Catalogues {
    private final Datasets datasets;
    private final UploadedNetworks uploaded;

    Catalogues(Datasets datasets, UploadedNetworks uploaded) {
        this.datasets = datasets;
        this.uploaded = uploaded;
    }

    List<String> quantizers() {
        return Quantizers.catalogue().stream().map(QuantizerDescription::name).toList();
    }

    Optional<QuantizerDescription> quantizer(String name) {
        return Quantizers.find(name);
    }

    List<FieldProblem> checkOptions(String quantizer, Role role, Map<String, Object> options) {
        return Quantizers.check(quantizer, role, options);
    }

    List<String> networks() {
        return Stream.concat(Networks.catalogue().stream().map(NetworkDescription::name), uploaded.names().stream())
                .toList();
    }

    /** Of an uploaded network. */
    Optional<String> networkDefinition(String name) {
        return uploaded.definition(name);
    }

    List<String> datasets() {
        return datasets.catalogue().stream().map(DatasetDescription::name).toList();
    }

    /** Why a data set that was configured cannot be used. */
    Optional<String> datasetProblem(String name) {
        return datasets.problem(name);
    }

    List<String> recipes() {
        return Recipes.catalogue().stream().map(Recipes.Named::name).toList();
    }

    Optional<Recipes.Named> recipe(String name, Recipe baseline) {
        return Recipes.find(name, baseline);
    }
}
